"""The live face: a real kernel, and the messages that a front end sends and gets."""

import time

import pytest
from jupyter_client.manager import start_new_kernel

from predrawn import explore

CODE = """
import matplotlib.pyplot as plt
from predrawn import View, explore

def draw_ratio(a, b, round_it=False):
    figure, axes = plt.subplots(figsize=(2, 1))
    axes.plot([a, b])
    value = a / b
    return View(figure, f"The ratio is {round(value) if round_it else value}.")

explorer = explore(draw_ratio, title="What is the ratio?", a=(1, 3), b=[2, 1, 0], round_it=False)
explorer
"""


class FrontEnd:
    """As much of a notebook front end as ipywidgets needs: it keeps the widgets' states and can change them."""

    def __init__(self):
        self.manager, self.client = start_new_kernel(kernel_name="python3")
        self.models, self.outputs = {}, []

    def run(self, code: str):
        """Execute code; return what the last expression shows (a MIME bundle)."""
        self.outputs = []
        self.client.execute(code)
        self._listen()
        return self.outputs[-1] if self.outputs else None

    def change(self, model: str, **state):
        """Tell the kernel that a reader changed a widget, and wait until it has answered."""
        content = {"comm_id": model, "data": {"method": "update", "state": state, "buffer_paths": []}}
        self.client.shell_channel.send(self.client.session.msg("comm_msg", content))
        self._listen()

    def _listen(self):
        seen_busy = False
        end = time.monotonic() + 60
        while time.monotonic() < end:
            message = self.client.get_iopub_msg(timeout=60)
            content, kind = message["content"], message["msg_type"]
            if kind == "comm_open":
                self.models[content["comm_id"]] = dict(content["data"]["state"])
            elif kind == "comm_msg" and content["data"].get("method") == "update":
                self.models[content["comm_id"]] |= content["data"]["state"]
            elif kind in ("execute_result", "display_data"):
                self.outputs.append(content["data"])
            elif kind == "error":
                pytest.fail("\n".join(content["traceback"]))
            elif kind == "status":
                seen_busy |= content["execution_state"] == "busy"
                if seen_busy and content["execution_state"] == "idle":
                    return

    def widget(self, **wanted) -> str:
        (identifier,) = [key for key, state in self.models.items() if wanted.items() <= state.items()]
        return identifier

    def shown(self) -> str:
        return " ".join(state["value"] for state in self.models.values() if state.get("_view_name") == "HTMLView")

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def front_end():
    """One kernel for all tests here: starting one takes seconds."""
    end = FrontEnd()
    end.bundle = end.run(CODE)
    yield end
    end.close()


def test_one_object_has_both_faces(front_end):
    bundle = front_end.bundle
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert 'data-explorer="ratio"' in bundle["text/html"] and "data-explorer-undrawn" in bundle["text/html"]
    assert "The ratio is 1.0." in bundle["text/html"] and "<form" not in bundle["text/html"]
    view = bundle["application/vnd.jupyter.widget-view+json"]["model_id"]
    assert front_end.models[view]["_model_name"] == "VBoxModel"


def test_each_change_draws(front_end):
    slider = front_end.widget(_model_name="SelectionSliderModel")
    assert front_end.models[slider]["description"] == "A" and front_end.models[slider]["index"] == 1
    front_end.change(slider, index=2)
    assert "The ratio is 1.5." in front_end.shown() and front_end.shown().count("<svg") == 1
    front_end.change(front_end.widget(_model_name="CheckboxModel"), value=True)
    assert "The ratio is 2." in front_end.shown()
    front_end.change(front_end.widget(_model_name="CheckboxModel"), value=False)


def test_an_error_is_shown_in_place_and_the_next_choice_works(front_end):
    radio = front_end.widget(_model_name="RadioButtonsModel")
    front_end.change(radio, index=2)
    assert "ZeroDivisionError: division by zero" in front_end.shown() and "B: 0" in front_end.shown()
    front_end.change(radio, index=1)
    assert "The ratio is 3.0." in front_end.shown() and "ZeroDivision" not in front_end.shown()


def test_the_values_of_the_moment_can_be_read_and_set(front_end):
    front_end.run("explorer.choose(a=2, b=1, round_it=True)")
    assert "The ratio is 2." in front_end.shown()
    assert front_end.models[front_end.widget(_model_name="SelectionSliderModel")]["index"] == 1
    assert front_end.run("explorer.values")["text/plain"] == "{'a': 2, 'b': 1, 'round_it': True}"


def test_nothing_is_shown_twice(front_end):
    """Inline backends show every open pyplot figure at the end of a cell."""
    front_end.run("explorer.choose(a=1); None")
    assert front_end.outputs == []


def test_words_are_never_markup():
    explorer = explore(
        lambda n: "<b>sentence</b>" if n else 1 / 0, name="x", title="<b>title</b>", note="<b>note</b>", n=[1, 0]
    )
    explorer._repr_mimebundle_()
    explorer.choose(n=0)
    shown = "".join(child.value for child in explorer._live.box.children if hasattr(child, "value"))
    assert "<b>" not in shown and "&lt;b&gt;title" in shown and "ZeroDivisionError" in shown


def test_parts_that_do_not_depend_are_left_alone():
    drawn = []
    explorer = explore(
        [lambda a: drawn.append("a") or "a", lambda b: drawn.append("b") or "b"], name="x", a=[1, 2], b=[1, 2]
    )
    explorer._repr_mimebundle_()
    assert drawn == ["a", "b"]
    explorer.choose(b=2)
    assert drawn == ["a", "b", "b"]
