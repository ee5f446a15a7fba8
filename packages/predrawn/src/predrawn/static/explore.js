/* Brings explorers to life without a kernel, and offers tables as CSV, filtered and sorted. No library, no network. */
(() => {
  "use strict";
  const folder = new URL("explorers/", document.currentScript.src || location);
  const element = (tag, words, properties, role) => {
    const made = Object.assign(document.createElement(tag), { textContent: words }, properties);
    if (role) made.setAttribute("role", role);
    return made;
  };

  /* ---- tables ---- */

  /* The figure in a text, or the text. As a value: "$120,230" is 120230, "34.6%" is 34.6. For sorting, loosely, what the
     text begins with: "4–7"; words that the table says may stand before a figure are left aside. */
  const strict = /^([−-]?)\$?((?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?)%?$/;
  const loose = /^([−-]?)\$?(\d[\d,]*(?:\.\d+)?)/;
  const value = (cell, pattern, before = "") => {
    const text = cell.textContent.trim();
    const found = pattern.exec(text.startsWith(before) ? text.slice(before.length).trim() : text);
    return found ? Number((found[1] && "-") + found[2].replace(/,/g, "")) : text;
  };

  /* A field of a CSV file. Text that a spreadsheet would take for a formula gets an apostrophe. */
  const field = (content) => {
    if (typeof content === "number") return String(content);
    const safe = /^[=+\-@\t\r]/.test(content) ? `'${content}` : content;
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  const line = (row) =>
    [...row.cells].map((cell) => field(row.closest("thead") ? cell.textContent.trim() : value(cell, strict))).join(",");

  const offerCsv = (frame) => {
    const give = () => {
      const table = frame.querySelector("table");
      const name = (table.caption?.textContent ?? "table").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
      const text = "\ufeff" + [...table.rows].map((row) => line(row) + "\r\n").join("");
      const link = element("a", "", {
        href: URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" })),
        download: `${name.slice(0, 60)}.csv`
      });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    };
    frame.after(element("button", "Download as CSV", { type: "button", className: "csv", onclick: give }));
  };

  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true }));

  const parts = (text) => text.toLowerCase().split(/[\s–-]+/).filter(Boolean);

  const offerFilter = (frame, table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    const status = element("span", "", {}, "status");
    const input = element("input", "", { type: "search" });
    const label = element("label", "Show rows with ");
    label.append(input, " ", status);
    frame.previousSibling.append(label);
    input.oninput = () => {
      const words = parts(input.value);
      let shown = 0;
      for (const row of rows) {
        const found = parts([...row.cells].map((one) => one.textContent).join(" "));
        row.hidden = !words.every((word) => found.some((one) => one.startsWith(word)));
        shown += !row.hidden;
      }
      status.textContent = words.length ? `${shown} of ${rows.length}` : "";
    };
    heads.forEach((head, place) => {
      const sort = () => {
        /* Figures start with the largest; what has no figure stands last both ways. */
        const keys = new Map(rows.map((row) => [row, value(row.cells[place], loose, table.dataset.before)]));
        const figures = [...keys.values()].some((one) => typeof one === "number");
        const sorted = head.getAttribute("aria-sort");
        const down = sorted ? sorted === "ascending" : figures;
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

  /* A table that travelled as columns: a skeleton that many share, with a letter for the caption and for each cell, and how each
     column writes its figures. As `joined` in columns.py does. */
  const join = ({ skeletons, formats }, [number, caption, ...columns]) => {
    const write = formats.map(([before, digits, after]) => {
      const { format } = new Intl.NumberFormat("en-US", digits);
      const figure = (cell) => (cell < 0 ? "−" : "") + before + format(Math.abs(cell)) + after;
      return (cell) => (typeof cell === "number" ? figure(cell) : cell);
    });
    const cells = columns[0].flatMap((_, row) => columns.map((column, place) => write[place](column[row])));
    return skeletons[number].replace(/\x01/g, () => cells.shift()).replace(/\x02/g, () => caption);
  };

  /* ---- controls: each is read and set by the index of its choice ---- */

  const control = (place) => {
    const select = place.querySelector("select");
    const inputs = [...place.querySelectorAll("input")];
    const [input] = inputs;
    const words = place.querySelector("[data-explorer-value]"); /* what a slider stands at */
    const own = { name: place.dataset.explorerControl };
    if (select) {
      own.labels = [...select.options].map((option) => option.text);
      own.get = () => select.selectedIndex;
      own.set = (index) => (select.selectedIndex = index);
    } else if (input.type === "radio") {
      own.labels = inputs.map((one) => one.parentNode.textContent.trim());
      own.get = () => inputs.findIndex((one) => one.checked);
      own.set = (index) => (inputs[index].checked = true);
    } else {
      own.labels = JSON.parse(place.dataset.labels);
      own.get = () => Number(words ? input.value : input.checked);
      own.set = (index) => (words ? ((input.value = index), own.write()) : (input.checked = index));
      own.write = () => words && input.setAttribute("aria-valuetext", (words.textContent = own.labels[own.get()]));
    }
    own.start = own.get();
    return own;
  };

  /* ---- marks: lines in a picture, each moved to a number on its axis. As `lay` in marks.py does. ---- */

  /* `told` gives the number and the words of a name. What lies beyond an axis is said below the picture. */
  const lay = (picture, told) => {
    const beyond = [];
    const marks = picture.querySelectorAll("[data-explorer-mark]");
    for (const mark of marks) {
      const { name, label, upright, log, base, slope, low, high, words, middle, sides } = JSON.parse(mark.dataset.explorerMark);
      const [number, said] = told(name);
      const text = mark.lastChild;
      text.textContent = label.replace("{}", () => said);
      const outside = number === null ? "" : number > high ? words[1] : number < low ? words[0] : "";
      const shown = number !== null && !outside;
      const position = shown ? Math.round((base + slope * (log ? Math.log(number) : number)) * 10) / 10 : 0;
      mark.setAttribute("transform", `translate(${upright ? position : 0} ${upright ? 0 : position})`);
      mark.setAttribute("display", shown ? "inline" : "none");
      ["x", "y", "text-anchor"].forEach((key, place) => text.setAttribute(key, sides[+(position > middle)][place]));
      if (outside) beyond.push(`${text.textContent} lies ${outside}.`);
    }
    if (marks.length) picture.querySelector(".explorer-outside").textContent = beyond.join(" ");
  };

  /* ---- explorers ---- */

  const ANOTHER = "they are of another edition";
  const AS_IT_CAME = " This is the view the page came with.";
  const AS_BEFORE = " This is the view of the choice before.";

  const unpack = async (packed) => {
    if (typeof DecompressionStream === "undefined") throw new Error("this browser is too old");
    try {
      const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
      return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
    } catch {
      throw new Error("they are damaged");
    }
  };

  const explorer = (figure) => {
    const name = figure.dataset.explorer;
    const form = figure.querySelector("form");
    const all = (part) => [...figure.querySelectorAll(`[data-explorer-${part}]`)];
    const controls = all("control").map(control);
    const named = (one) => controls.find((own) => own.name === one);
    const message = element("p", "", { className: "explorer-message", hidden: true }, "alert");
    form.after(message);

    const say = (words) => {
      message.textContent = words;
      message.hidden = !words;
    };
    const reset = () => controls.forEach((own) => own.set(own.start));

    /* For each part: its controls, and the files that hold its states. Where they are several, `by` is the control that
       divides them, `size` choices of it to a file. */
    const layout = JSON.parse(figure.dataset.explorerStates);
    const choices = () => controls.map((own) => own.get());
    const choose = (indexes) => controls.forEach((own, place) => own.set(indexes[place]));
    const file = (part, other) => part.files[part.by ? Math.floor(at(part.by, other) / part.size) : 0];

    /* Side by side: a part that follows `beside` is shown once more for its second and its third choice, which may be none. */
    const beside = figure.dataset.explorerBeside;
    const copies = beside ? [named(`${beside}_2`), named(`${beside}_3`)] : [];

    /* What a part is shown for: what is chosen, and each other choice shown beside it, by its index. */
    const others = (part) => [undefined, ...(part.beside ? copies : []).map((own) => own.get() - 1).filter((index) => index >= 0)];

    /* Parts depend on controls, and on values that follow from controls: a file says which, by a letter for each of their
       choices together. */
    const keys = JSON.parse(figure.dataset.explorerKeys ?? '{"derived":{}}');
    const count = (name) => keys.derived[name]?.[1] ?? named(name).labels.length;
    const at = (name, other) => {
      if (other !== undefined && name === beside) return other;
      if (!keys.derived[name]) return named(name).get();
      let [index, all] = [0, 1];
      for (const one of keys.derived[name][0]) {
        index = index * count(one) + at(one, other);
        all *= count(one);
      }
      const letters = files.get(keys.file)?.keys?.derived[name];
      if (letters?.length !== all) throw new Error(ANOTHER);
      return letters.charCodeAt(index) - 48;
    };

    const files = new Map(); /* name -> what is in it, or the promise of it */
    const load = (name) => {
      if (!files.has(name)) {
        const coming = new Promise((resolve, reject) => {
          const script = element("script", "", { src: new URL(`${name}.js`, folder) });
          script.onload = () => resolve(unpack(script.states));
          script.onerror = () => reject(new Error("its file is missing"));
          document.head.append(script);
        }).then((found) => files.set(name, found));
        files.set(name, coming);
        coming.catch(() => files.delete(name)); /* the next choice tries again */
      }
      return files.get(name);
    };
    const needed = () => layout.flatMap((part) => others(part).map((other) => file(part, other)));
    const loadNeeded = async () => {
      if (keys.file) await load(keys.file);
      await Promise.all(needed().map(load));
    };

    /* The number of a mark, and its words. */
    const told = (name, other) => {
      const [numbers, labels] = files.get(keys.file).keys.numbers[name];
      const index = at(name, other);
      return [numbers[index], (labels || named(name).labels)[index]];
    };

    /* The state of a part that is chosen, in a file that is there. */
    const state = (part, number, other) => {
      let [index, all] = [0, 1];
      for (const one of part.controls) {
        let [place, length] = [at(one, other), count(one)];
        if (one === part.by) {
          length = Math.min(part.size, length - place + (place % part.size));
          place %= part.size;
        }
        index = index * length + place;
        all *= length;
      }
      const states = files.get(file(part, other))[number];
      if (states?.length !== all) throw new Error(ANOTHER);
      return states[index];
    };

    let good = choices(); /* of the view that is shown */
    let shown = false;
    const view = (root) => ({
      root: root.closest("[data-explorer-variant]") ?? root,
      places: ["sentence", "picture", "figures"].map((one) => root.querySelector(`[data-explorer-${one}]`))
    });
    /* The views of each part: one, and one more for each other choice shown beside it. */
    const views = [...figure.querySelector("[data-explorer-view]").children].map((own) =>
      (own.matches("[data-explorer-part]") ? [own] : [...own.querySelectorAll("[data-explorer-part]")]).map(view)
    );
    const fill = ([{ firstChild: spoken }, picture, figures], [sentence, drawing, table], place) => {
      if (spoken.textContent !== sentence) spoken.textContent = sentence;
      picture.innerHTML = drawing;
      figures.innerHTML = Array.isArray(table) ? join(files.get(keys.file).keys.tables[place], table) : table;
      offerTables(figures);
    };
    /* As many views of a part as are wanted. */
    const arrange = (own, length) => {
      while (own.length > length) own.pop().root.remove();
      while (own.length < length) {
        const root = own[0].root.cloneNode(true);
        own.at(-1).root.after(root);
        own.push(view(root.querySelector("[data-explorer-part]")));
      }
    };
    const draw = () => {
      const wanted = layout.map((part, place) => others(part).map((other) => [state(part, place, other), other]));
      wanted.forEach((some, place) => {
        arrange(views[place], some.length);
        some.forEach(([chosen, other], number) => {
          const own = views[place][number];
          if (chosen !== own.chosen) fill(own.places, (own.chosen = chosen), place);
          lay(own.places[1], (name) => told(name, other));
          const heading = own.root.querySelector("[data-explorer-choice]");
          if (heading) Object.assign(heading, { hidden: !some[1], textContent: named(beside).labels[at(beside, other)] });
        });
      });
      shown = true;
      good = choices();
    };

    /* Draw what is chosen. Where that cannot be, the last good view stays, with its choices, and is named so. */
    let turn = 0;
    const show = async () => {
      const mine = ++turn;
      const busy = setTimeout(() => figure.setAttribute("aria-busy", "true"), 100);
      try {
        await loadNeeded();
        if (mine === turn) draw();
      } catch (error) {
        if (mine !== turn) return;
        choose(good);
        say(`This choice cannot be shown (${error.message}).${shown ? AS_BEFORE : AS_IT_CAME}`);
      } finally {
        clearTimeout(busy);
        if (mine === turn) figure.removeAttribute("aria-busy");
      }
    };
    form.onsubmit = (event) => event.preventDefault();
    form.oninput = () => {
      say("");
      controls.forEach((own) => own.write?.());
      show();
    };
    form.onchange = (event) => remember(event.target.type === "range" ? event.target.id : "");
    form.firstChild.disabled = false;

    return {
      figure,
      load: loadNeeded,
      /* The choices that differ from the start, as parameters of an address. */
      parameters: () =>
        controls.filter((own) => own.get() !== own.start).map((own) => [`${name}.${own.name}`, own.labels[own.get()]]),
      /* Restore from the parameters of an address; return whether they concern this explorer. */
      restore: (parameters) => {
        const mine = parameters.filter(([key]) => key.startsWith(`${name}.`));
        const index = ([key, label]) => named(key.slice(name.length + 1))?.labels.indexOf(label) ?? -1;
        const wrong = mine.filter((one) => index(one) < 0).map(([key, label]) => `“${key.slice(0, 60)}=${label.slice(0, 60)}”`);
        reset();
        if (!wrong.length) mine.forEach((one) => named(one[0].slice(name.length + 1)).set(index(one)));
        say(wrong.length ? `The address asks for ${wrong.join(", ")}, which is no choice here.${AS_IT_CAME}` : "");
        if (shown || (mine.length && !wrong.length)) show();
        return mine.length > 0;
      },
    };
  };

  /* ---- the address: #pay.place=Boston%2C+MA. A fragment stays in the reader's browser. ---- */

  let explorers = [];
  const parameters = () => explorers.flatMap((one) => one.parameters());

  /* Each choice is a step of the history; moving one slider (its id is `by`) on and on is a single one. */
  const remember = (by) => {
    const found = parameters();
    const address = location.href.split("#")[0] + (found.length ? `#${new URLSearchParams(found)}` : "");
    const goesOn = by && history.state?.by === by;
    history[goesOn ? "replaceState" : "pushState"]({ explorers: found, by }, "", address);
  };

  /* At a page's address or at a step of its history: show what it says. A plain anchor says nothing, and keeps the choices. */
  const arrive = () => {
    const restore = (found) => explorers.filter((one) => one.restore(found))[0];
    if (history.state?.explorers) restore(history.state.explorers);
    else if (/^#[a-z0-9-]+\.[^=]*=/.test(location.hash))
      restore([...new URLSearchParams(location.hash.slice(1))])?.figure.scrollIntoView({ behavior: "instant" });
    history.replaceState({ ...history.state, explorers: parameters() }, "");
  };

  /* ---- start: the script is deferred, so the page is there ---- */

  offerTables(document);
  explorers = [...document.querySelectorAll("[data-explorer-states]")].map(explorer);
  if (!explorers.length) return;
  arrive();
  addEventListener("popstate", arrive);
  const near = new IntersectionObserver(
    (seen) =>
      seen.forEach((one) => {
        if (!one.isIntersecting) return;
        near.unobserve(one.target);
        explorers.find((own) => own.figure === one.target).load().catch(() => {});
      }),
    { rootMargin: "400px" }
  );
  explorers.forEach((one) => near.observe(one.figure));
})();
