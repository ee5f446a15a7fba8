"""Plant small faults in the helpers and the rules, one at a time, and see whether the quick tests notice.

Reads   src/mlcareer, the tests named
Prints  each fault that no test noticed; exit status 1 when of the helpers or of the rules fewer than 90 % are noticed, when
        a fault that nobody noticed is not listed with its reason in SURVIVORS, or when an entry there is not needed

    make mutants        (python scripts/run.py mutants --python .venv/bin/python tests/test_text.py …)

The faults are those of Cosmic Ray's operators (https://cosmic-ray.readthedocs.io), a sample of SAMPLE of each of PARTS with
a fixed seed, and the ones in OURS. One that changes no more than annotations or docstrings changes nothing and is left out.
Needs cosmic-ray and nothing of the report's environment; the tests run with --python, in copies of the checkout. A fault in
a rule is shown to the tests of the rules alone: were it noticed elsewhere, its verdict would still be untested.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from queue import Queue

import chores

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "mlcareer"
#: Each part has a sample, and a share that must be noticed, of its own. ``claims.faq`` is claims/faq.py.
PARTS = {
    "helpers": ("lineage", "text", "metros", "uncertainty", "data"),
    "claims": tuple(
        f"claims.{name}" for name in ("cities", "faq", "index", "judging", "qualifications", "rule", "salaries")
    ),
}
MODULES = tuple(module for modules in PARTS.values() for module in modules)
SAMPLE, SEED, WORKERS, LEAST = 150, 10, 2, 0.90
#: A run this many times as long as that without a fault runs for ever.
LONGER = 5

#: It fails on exceptions with a dotted name.
UNUSABLE = {"core/ExceptionReplacer"}

#: Faults that once went unnoticed: module, what stands there, what is put in its place.
OURS = (
    ("metros", "at_national_prices(rows, name).round(-2)", "at_national_prices(rows, name).round(-3)"),
    ("occupations", "FIRST, *OTHERS = PROXIES", "*OTHERS, FIRST = PROXIES"),
    ("lineage", "case ast.Subscript() | ast.Attribute():", "case ast.Attribute():"),
    ("text", 'f"${amount:,.0f}"', 'f"${amount:,.1f}"'),
    ("text", 'f"{number:,.0f}"', 'f"{number:,.1f}"'),
    ("text", "def percent(number: Figure, digits: int = 0)", "def percent(number: Figure, digits: int = 1)"),
    ("text", "def times(ratio: Figure, digits: int = 1)", "def times(ratio: Figure, digits: int = 2)"),
    ("uncertainty", "Z = 1.96", "Z = 1.0"),
    # The remote share of other rows; its interval of another number.
    ("claims.faq", '/ row["rows"] * 100', '/ (row["rows"] - row["fully_remote"]) * 100'),
    ("claims.faq", 'row["rows"] / rows_each', 'row["rows"]'),
    ("claims.faq", '"a quarter instead of a tenth": {"many": 25}', '"a quarter instead of a tenth": {"many": 30}'),
    (
        "claims.faq",
        '"copies counted, a quarter": {"treatment": "every advertisement", "many": 25}',
        '"copies counted, a quarter": {"treatment": "every advertisement", "many": 30}',
    ),
    ("claims.faq", 'treatment: str = "without copies"', 'treatment: str = "every advertisement"'),
    (
        "claims.salaries",
        'treatment: str = "without copies",\n    about',
        'treatment: str = "every advertisement",\n    about',
    ),
    (
        "claims.salaries",
        'treatment: str = "without copies",\n    role',
        'treatment: str = "every advertisement",\n    role',
    ),
    ("claims.qualifications", '{"bureau": False, "cut": 25}', '{"bureau": False, "cut": 30}'),
    ("claims.cities", '{"more": 0.25}', '{"more": 0.30}'),
    ("claims.index", "multiple: float = 1.5", "multiple: float = 1.2"),
)

#: Faults that no test notices, and why that is right: the changed line -> reason.
SURVIVORS: dict[str, str] = {
    'frame["city"] = frame["short_name"].str.rsplit(", ", n= 0).str[0]': "no area's name has two commas",
    "self.cut = True  # was such a call met since the outermost function was begun?": "costs time only",
    'values = text >= "true"': "only true and false come so far",
    'if alias.name is "*":': "such a text is one object in CPython",
    'refuse(-text.isin(["true", "false"]), "is neither true nor false")': "pandas negates yes and no by either sign",
    'refuse(~empty & -text.isin([str(value) for value in limits["enum"]]), f"is none of {limits[\'enum\']}")': "the same",
    'refuse(values.duplicated() * ~empty, "occurs twice")': "of yes and no, a product is a conjunction",
    "if isinstance(target, pairs) and isinstance(value, pairs) and len(target.elts) is len(value.elts):": "a small number "
    "is one object in CPython",
    "inner.id for inner in ast.walk(node.iter) if isinstance(inner, ast.Name) and inner.id is not name": "and so is a name",
    'best = SUPPORTED if at_least(low, high, most) >= "yes" else LIMITS': "yes is the last of the three words in the alphabet",
    'big = figures[figures["employment"].fillna( 1) >= least].copy()': "all choices ask for 200 jobs or more, so a missing count "
    "is too few by either number",
    'big = figures[figures["employment"].fillna( -1) >= least].copy()': "the same",
    "return Finding(figure, SUPPORTED if agree + 2 >= len(now) else LIMITS, date)": "of the rule's five figures half are three, "
    "either way",
    'error = wages["mean_rse"].astype(float) if measure is "mean" else 0.0 * figures': "such a text is one object in CPython",
    "@dataclass(frozen=False, eq=False)": "nobody assigns to the parts of a Function or a Module; frozen says so to readers",
}


@dataclass(frozen=True)
class Mutant:
    """A fault: the module, and its text with the fault in it."""

    module: str
    code: str
    what: str  # the changed lines

    @property
    def line(self) -> str:
        """The first line that the fault puts there, without its indentation."""
        return next((line[1:].strip() for line in self.what.splitlines() if line.startswith("+")), "")


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    parser.add_argument("tests", nargs="+", help="test files")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that runs the tests")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="faults of each part")
    parser.add_argument("--modules", nargs="+", default=MODULES, choices=MODULES, help="plant faults in these alone")
    options = parser.parse_args(arguments)
    python = Path(options.python).absolute()  # not resolved: a link into an environment is the environment
    planted = [fault for fault in ours() if options.modules == MODULES or fault.module in options.modules]
    for modules in PARTS.values():
        planted += sample([module for module in modules if module in options.modules], options.sample)
    results = run(planted, python, options.tests)
    alive = [mutant for mutant, noticed in results if not noticed]
    unexplained = [mutant for mutant in alive if mutant.line not in SURVIVORS]
    for mutant in unexplained:
        print(f"mutants: no test notices this fault in {mutant.module}:\n{mutant.what}", file=sys.stderr)
    idle = {mutant.line for mutant, noticed in results if noticed} & set(SURVIVORS)  # others are not in this sample
    for line in sorted(idle):
        print(f"mutants: an entry of SURVIVORS is not needed: {line}", file=sys.stderr)
    few = False
    for part, share in shares(results).items():
        print(f"{share:.0%} of the faults in the {part} noticed.")
        if share < LEAST:
            few = True
            print(f"mutants: {share:.0%} of the faults in the {part} is less than {LEAST:.0%}.", file=sys.stderr)
    return 1 if unexplained or idle or few else 0


def shares(results: Sequence[tuple[Mutant, bool]]) -> dict[str, float]:
    """The share of faults that were noticed, by part; without the parts that none was planted in."""
    outcomes: dict[str, list[bool]] = {}
    for mutant, noticed in results:
        outcomes.setdefault("claims" if mutant.module.startswith("claims.") else "helpers", []).append(noticed)
    return {part: sum(noticed) / len(noticed) for part, noticed in outcomes.items()}


def source(module: str) -> Path:
    """Where a module stands below src/mlcareer: ``claims.faq`` in claims/faq.py."""
    return Path(*module.split(".")).with_suffix(".py")


def tests_of(module: str, tests: Collection[str]) -> list[str]:
    """The tests that a fault in a module is shown to, those of its own name first: one that fails ends the run."""
    name = module.replace(".", "_")
    shown = [test for test in tests if Path(test).name.startswith("test_claims") or not module.startswith("claims.")]
    return sorted(shown, key=lambda test: Path(test).stem != f"test_{name}")


def ours() -> list[Mutant]:
    """The faults in OURS; ValueError where the code has changed so that one cannot be planted."""
    faults = []
    for module, before, after in OURS:
        code = (SOURCES / source(module)).read_text(encoding="utf-8")
        if code.count(before) != 1:
            raise ValueError(
                f"OURS: {before!r} should stand once in {source(module)}; it stands {code.count(before)} times."
            )
        faults.append(mutant(module, code, code.replace(before, after)))
    return faults


def sample(modules: Sequence[str], number: int) -> list[Mutant]:
    """A sample of the faults of Cosmic Ray's operators in some modules.

    Which are in it depends on the seed and on their own lines, so that a change elsewhere leaves the sample as it was.
    """
    from cosmic_ray import plugins  # not in the report's environment
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code

    codes = {module: (SOURCES / source(module)).read_text(encoding="utf-8") for module in modules}
    places = []
    for module, code in codes.items():
        tree, lines = list(ast_nodes(get_ast(code))), code.splitlines()
        for name in sorted(plugins.operator_names()):
            operator = plugins.get_operator(name)
            if operator.arguments() or name in UNUSABLE:
                continue
            positions = [start for node in tree for start, _ in operator().mutation_positions(node)]
            for occurrence, (line, column) in enumerate(positions):
                key = f"{SEED} {module} {name} {lines[line - 1]} {column}"
                places.append((hashlib.sha256(key.encode()).hexdigest(), module, name, occurrence))
    chosen: dict[tuple[str, str], Mutant] = {}
    for _, module, name, occurrence in sorted(places):
        changed = mutate_code(codes[module], plugins.get_operator(name)(), occurrence)
        if changed and meaning(changed) not in (None, meaning(codes[module])):
            chosen.setdefault((module, changed), mutant(module, codes[module], changed))
        if len(chosen) == number:
            break
    return list(chosen.values())


def mutant(module: str, before: str, after: str) -> Mutant:
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return Mutant(
        module, after, "\n".join(line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---"))
    )


def meaning(code: str) -> str | None:
    """The code without what does nothing when it runs: annotations and texts that stand alone. None: no Python."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign):
            node.annotation = ast.Constant(None)
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if hasattr(node, "body") and isinstance(node.body, list):
            node.body = [statement for statement in node.body if not _is_text(statement)] or [ast.Pass()]
    return ast.dump(tree)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def run(planted: Sequence[Mutant], python: Path, tests: Sequence[str]) -> list[tuple[Mutant, bool]]:
    """Run the tests on each fault, in copies of the checkout, as many at a time as there are WORKERS."""
    with tempfile.TemporaryDirectory() as scratch:
        copies: Queue[Path] = Queue()
        for number in range(WORKERS):
            copies.put(copy(Path(scratch) / str(number)))
        first, start = copies.get(), time.monotonic()
        if noticed(first, python, tests):
            raise SystemExit("mutants: the tests fail without any fault. Run them first: make quick")
        most = LONGER * (time.monotonic() - start)
        copies.put(first)

        def tried(mutant: Mutant) -> tuple[Mutant, bool]:
            folder = copies.get()
            path = folder / "src" / "mlcareer" / source(mutant.module)
            before = path.read_text(encoding="utf-8")
            try:
                path.write_text(mutant.code, encoding="utf-8")
                return mutant, noticed(folder, python, tests_of(mutant.module, tests), most)
            finally:
                path.write_text(before, encoding="utf-8")
                copies.put(folder)

        results = []
        with ThreadPoolExecutor(WORKERS) as pool:
            for result in pool.map(tried, planted):
                results.append(result)
                print("." if result[1] else "!", end="", flush=True)
        print()
        return results


def copy(target: Path) -> Path:
    """A copy of what the tests read."""
    for name in ("src", "tests", "scripts", "book", "data"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "raw", "*.egg-info"))
    for name in ("pyproject.toml", "report.toml", "_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, target)
    return target


def noticed(folder: Path, python: Path, tests: Sequence[str], most: float | None = None) -> bool:
    """Does a test fail in this copy? One that runs for more than ``most`` seconds counts as failing."""
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("MLCAREER_DATA", None)
    command = [str(python), "-m", "pytest", "-x", "-q", "-n", "0", "--no-header", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=most, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0
