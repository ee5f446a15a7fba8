/* Brings explorers to life without a kernel, and offers tables as CSV, filtered and sorted. No library, no network. */
(() => {
  "use strict";
  const folder = new URL("explorers/", document.currentScript.src);
  const element = (tag, words, properties) => Object.assign(document.createElement(tag), { textContent: words }, properties);

  /* ---- tables ---- */

  /* A cell as a value: "$120,230" is 120230, "34.6%" is 34.6; other text stays text. */
  const value = (cell) => {
    const text = cell.textContent.trim();
    const number = /^(−|-)?\$?(\d[\d,]*(?:\.\d+)?)%?$/.exec(text);
    return number ? Number((number[1] ? "-" : "") + number[2].replace(/,/g, "")) : text;
  };

  /* A field of a CSV file. Text that a spreadsheet would take for a formula gets an apostrophe. */
  const field = (content) => {
    if (typeof content === "number") return String(content);
    const safe = /^[=+\-@\t\r]/.test(content) ? `'${content}` : content;
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  const line = (row) =>
    [...row.cells].map((cell) => field(row.parentNode.tagName === "THEAD" ? cell.textContent.trim() : value(cell))).join(",");

  const offerCsv = (frame) => {
    const give = () => {
      const table = frame.querySelector("table");
      const name = (table.caption?.textContent ?? "table").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
      const text = "\ufeff" + [...table.rows].map((row) => line(row) + "\r\n").join("");
      const link = element("a", "", {
        href: URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" })),
        download: `${name.slice(0, 60)}.csv`,
      });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    };
    frame.after(element("button", "Download as CSV", { type: "button", className: "csv", onclick: give }));
  };

  /* What a row is sorted by: a figure that the cell begins with ("4–7", "at least $239,200"), else its text. */
  const key = (cell) => {
    const text = cell.textContent.trim();
    const number = /^(?:at least )?([−-]?)\$?(\d[\d,]*(?:\.\d+)?)/.exec(text);
    return number ? Number((number[1] && "-") + number[2].replace(/,/g, "")) : text;
  };
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true }));

  const offerFilter = (frame, table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    const status = element("span", "");
    const input = element("input", "", { type: "search" });
    const label = element("label", "Show rows with ", { className: "filter" });
    status.setAttribute("role", "status");
    label.append(input, " ", status);
    frame.before(label);
    input.oninput = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += !row.hidden;
      }
      status.textContent = words.length ? `${shown} of ${rows.length}` : "";
    };
    heads.forEach((head, place) => {
      const sort = () => {
        /* Figures start with the largest; what has no figure stands last both ways. */
        const keys = new Map(rows.map((row) => [row, key(row.cells[place])]));
        const figures = [...keys.values()].some((one) => typeof one === "number");
        const down = (head.getAttribute("aria-sort") ?? (figures ? "ascending" : "descending")) === "ascending";
        const last = (row) => figures && typeof keys.get(row) !== "number";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort((a, b) => last(a) - last(b) || (last(a) ? 0 : (down ? -1 : 1) * compare(keys.get(a), keys.get(b))));
        body.append(...rows);
      };
      head.replaceChildren(element("button", head.textContent, { type: "button", onclick: sort }));
    });
  };

  const offerTables = (place) =>
    place.querySelectorAll(".table-frame").forEach((frame) => {
      const table = frame.querySelector("table[data-explorer-table]");
      if (table) offerFilter(frame, table);
      offerCsv(frame);
    });

  /* ---- controls: each is read and set by the index of its choice ---- */

  const control = (place) => {
    const select = place.querySelector("select");
    const inputs = [...place.querySelectorAll("input")];
    const output = place.querySelector("output");
    const own = { name: place.dataset.explorerControl };
    if (select) {
      own.labels = [...select.options].map((option) => option.text);
      own.get = () => select.selectedIndex;
      own.set = (index) => (select.selectedIndex = index);
    } else if (inputs[0].type === "radio") {
      own.labels = inputs.map((input) => input.parentNode.textContent.trim());
      own.get = () => inputs.findIndex((input) => input.checked);
      own.set = (index) => (inputs[index].checked = true);
    } else {
      own.labels = JSON.parse(place.dataset.labels);
      own.slides = Boolean(output);
      own.get = () => (output ? Number(inputs[0].value) : Number(inputs[0].checked));
      own.set = (index) => {
        if (!output) return void (inputs[0].checked = Boolean(index));
        inputs[0].value = index;
        own.write();
      };
      own.write = () => {
        if (!output) return;
        output.textContent = own.labels[own.get()];
        inputs[0].setAttribute("aria-valuetext", output.textContent);
      };
    }
    own.start = own.get();
    return own;
  };

  /* ---- explorers ---- */

  const unpack = async (packed) => {
    if (typeof DecompressionStream === "undefined") throw new Error("this browser is too old to unpack them");
    try {
      const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
      return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
    } catch {
      throw new Error("they are damaged");
    }
  };

  const explorer = (figure) => {
    const name = figure.dataset.explorer;
    const controls = [...figure.querySelectorAll("[data-explorer-control]")].map(control);
    const slots = [...figure.querySelectorAll("[data-explorer-part]")].map((part) => ({
      sentence: part.querySelector("[data-explorer-sentence] > span"),
      picture: part.querySelector("[data-explorer-picture]"),
      figures: part.querySelector("[data-explorer-figures]"),
    }));
    const message = element("p", "", { className: "explorer-message", hidden: true });
    message.setAttribute("role", "alert");
    figure.querySelector("form").after(message);
    let parts, loading;

    const say = (words) => {
      message.textContent = words;
      message.hidden = !words;
    };
    const load = () =>
      (loading ??= new Promise((resolve, reject) => {
        const script = element("script", "", { src: new URL(`${figure.dataset.explorerStates}.js`, folder).href });
        script.onload = () => resolve(unpack(script.states));
        script.onerror = () => reject(new Error("its file is missing"));
        document.head.append(script);
      }).then((found) => {
        const size = (part) => part.controls.reduce((all, one) => all * controls.find((own) => own.name === one).labels.length, 1);
        if (found.length !== slots.length || found.some((part) => part.states.length !== size(part))) throw new Error("they are of another edition");
        parts = found;
      }));

    const shown = slots.map(() => null);
    const draw = () =>
      parts.forEach((part, place) => {
        const index = part.controls.reduce((sum, one) => {
          const own = controls.find((found) => found.name === one);
          return sum * own.labels.length + own.get();
        }, 0);
        if (index === shown[place]) return;
        shown[place] = index;
        const [sentence, picture, figures] = part.states[index];
        const slot = slots[place];
        if (slot.sentence.textContent !== sentence) slot.sentence.textContent = sentence;
        slot.picture.innerHTML = picture;
        slot.figures.innerHTML = figures;
        offerTables(slot.figures);
      });

    /* Draw what is chosen. Where that cannot be, the page keeps the state it came with, and says so. */
    const show = async () => {
      try {
        if (!parts) await load();
        draw();
      } catch (error) {
        controls.forEach((own) => own.set(own.start));
        say(`The other choices cannot be shown here (${error.message}). This is the view the page came with; load the page again to retry.`);
      }
    };

    const self = {
      figure,
      load,
      /* The choices that differ from the start, as parameters of an address. */
      parameters: () =>
        controls.filter((own) => own.get() !== own.start).map((own) => [`${name}.${own.name}`, own.labels[own.get()]]),
      /* Restore from the parameters of an address; return whether they concern this explorer. */
      restore: (parameters) => {
        const wrong = [];
        const mine = parameters.filter(([key]) => key.startsWith(`${name}.`));
        const chosen = new Map(mine.map(([key, label]) => [key.slice(name.length + 1), label]));
        for (const own of controls) {
          const index = chosen.has(own.name) ? own.labels.indexOf(chosen.get(own.name)) : own.start;
          if (index < 0) wrong.push(`“${chosen.get(own.name).slice(0, 60)}”`);
          own.set(index < 0 ? own.start : index);
          chosen.delete(own.name);
        }
        wrong.push(...[...chosen.keys()].map((key) => `“${key.slice(0, 60)}”`));
        if (wrong.length) controls.forEach((own) => own.set(own.start));
        say(wrong.length ? `The address asks for ${wrong.join(", ")}, which is not among the choices here. This is the view the page comes with.` : "");
        if (parts || (mine.length && !wrong.length)) show();
        return mine.length > 0;
      },
    };

    figure.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    figure.addEventListener("input", (event) => {
      if (!event.target.closest("form")) return;
      say("");
      controls.forEach((own) => own.write?.());
      show();
    });
    figure.addEventListener("change", (event) => {
      const place = event.target.closest("[data-explorer-control]");
      if (place) remember(`${name}.${place.dataset.explorerControl}`, event.target.type === "range");
    });
    figure.querySelector("form > fieldset").disabled = false;
    return self;
  };

  /* ---- the address: #pay.place=Boston%2C+MA. A fragment stays in the reader's browser. ---- */

  let explorers = [];
  let last = [];
  const parameters = () => explorers.flatMap((one) => one.parameters());

  /* A slider that is moved on by the same hand is one step of the history. */
  const remember = (by, slides) => {
    const found = new URLSearchParams(parameters()).toString();
    const address = found ? `#${found}` : location.pathname + location.search;
    const state = { explorers: parameters(), by: slides ? by : "" };
    /* The entry that is left, say one that a link to a heading made, gets what was shown there. */
    if (!history.state?.explorers) history.replaceState({ explorers: last, by: "" }, "");
    last = state.explorers;
    if (slides && history.state?.by === by) return history.replaceState(state, "", address);
    history.pushState(state, "", address);
  };

  const restore = (found) => {
    const concerned = explorers.filter((one) => one.restore(found));
    last = parameters();
    return concerned[0];
  };
  const fromAddress = () => [...new URLSearchParams(location.hash.slice(1))];
  const holdsState = () => /^#[a-z0-9-]+\.[^=]*=/.test(location.hash);

  const start = () => {
    offerTables(document);
    explorers = [...document.querySelectorAll("[data-explorer-states]")].map(explorer);
    if (!explorers.length) return;
    if (holdsState()) restore(fromAddress())?.figure.scrollIntoView();
    history.replaceState({ explorers: (last = parameters()), by: "" }, "");
    addEventListener("popstate", (event) => {
      if (event.state?.explorers) restore(event.state.explorers);
      else if (holdsState()) restore(fromAddress())?.figure.scrollIntoView();
    });
    const near = new IntersectionObserver(
      (seen) =>
        seen.filter((one) => one.isIntersecting).forEach((one) => {
          near.unobserve(one.target);
          explorers.find((own) => own.figure === one.target).load().catch(() => {});
        }),
      { rootMargin: "400px" },
    );
    explorers.forEach((one) => near.observe(one.figure));
  };
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", start) : start();
})();
