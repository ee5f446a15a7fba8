/* Brings explorers to life without a kernel, and lets tables be filtered, sorted and taken along as CSV. No library, no network. */
(() => {
  "use strict";
  const folder = new URL("explorers/", document.currentScript.src || location);
  const element = (tag, words, properties) => Object.assign(document.createElement(tag), { textContent: words }, properties);

  const query = (root, selector) => root.querySelector(selector);
  const every = (root, selector) => [...root.querySelectorAll(selector)];
  const attribute = (own, name, value) => own.setAttribute(name, value);
  const textOf = (own) => own.textContent;
  const piece = (name) => `[data-explorer-${name}]`;
  const { parse } = JSON;
  const isNumber = (own) => typeof own === "number";

  /* ---- tables ---- */

  /* The figure in a text, or the text. As a value: "$120,230" is 120230, "34.6%" is 34.6. For sorting, loosely, what the
     text begins with: "4–7"; words that the table says may stand before a figure are left aside. */
  const strict = /^([−-]?)\$?((?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?)%?$/;
  const loose = /^([−-]?)\$?(\d[\d,]*(?:\.\d+)?)/;
  const value = (cell, pattern, before = "") => {
    const words = textOf(cell).trim();
    const found = pattern.exec(words.replace(before, "").trim());
    if (words === "–" || words === cell.closest("table").dataset.missing) return "";
    return found ? +((found[1] && "-") + found[2].replace(/,/g, "")) : words;
  };

  /* A field of a CSV file. Text that a spreadsheet would take for a formula gets an apostrophe. */
  const field = (content) => {
    if (isNumber(content)) return content;
    const safe = content.replace(/^[=+\-@\t\r]/, "'$&");
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };

  const give = (content, type, name) => {
    const link = element("a", "", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  /* A picture as a file, in the colors of paper. */
  const save = (picture, file, png) => {
    const svg = picture.cloneNode(true);
    const [, , width, height] = svg.getAttribute("viewBox").split(" ");
    Object.assign(svg.style, { width: "", height: "", padding: "", fontFamily: "sans-serif" });
    attribute(svg, "width", width);
    attribute(svg, "height", height);
    const text = new XMLSerializer().serializeToString(svg).replace(/var\(--[\w-]+,([^()]*)\)/g, "$1");
    if (!png) return give(text, "image/svg+xml", file + ".svg");
    const image = new Image();
    image.onload = () => {
      const canvas = element("canvas", "", { width: width * 3, height: height * 3 });
      canvas.getContext("2d").drawImage(image, 0, 0, width * 3, height * 3);
      canvas.toBlob((blob) => give(blob, "image/png", file + ".png"));
    };
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  };

  /* What a table is called as a file. */
  const called = (table) => parts(textOf(table.caption)).join("-").slice(0, 60);

  /* For the book's own script. */
  window.predrawn = { save, called };

  /* What is no figure stands behind the figures both ways: `sign` is 1 or -1. */
  const compare = (a, b, sign) =>
    isNumber(b) - isNumber(a) || sign * (isNumber(a) ? a - b : a.localeCompare(b, "en", { numeric: true }));

  /* The words of a text, without capitals, accents and punctuation, and a blank around each: "St. Louis, MO" is " st louis mo ". So
     words and their beginnings are found by what browsers are quick at. */
  const plain = (text) =>
    ` ${text.normalize("NFKD").replace(/[\p{M}'’.]/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+#]+/gu, " ").trim()} `;
  const parts = (text) => plain(text).split(" ").filter(Boolean);

  /* How near words come to one that is typed, given as a word and as a beginning: 1 one is it, 2 one begins with it, 3 none does. */
  const level = (words, [whole, begun]) => (words.includes(whole) ? 1 : words.includes(begun) ? 2 : 3);

  /* Choices to search, as they travel. */
  const searchable = (rows) =>
    rows.map(([label, hint, codes, ...others], at) => {
      const words = plain(label + " " + hint);
      const aliases = others.flatMap((alias) => alias.split(/(?=…)/)).map((alias) => [alias, plain(alias)]);
      const all = words + aliases.map(([, own]) => own).join("");
      return { at, label, hint, names: [label, ...parts(codes)].map(plain), words, aliases, all };
    });

  /* The choices that a text finds, the best first, each with the alias that it took and its second line. As `found` in typed.py
     does. */
  const find = (entries, text) => {
    const asked = parts(text).map((one) => [plain(one), " " + one]);
    const key = plain(text);
    return entries
      .filter(({ names, all }) => asked.every(([whole, begun]) => names.includes(whole) || all.includes(begun)))
      .map(({ at, label, hint, names, words, aliases }) => {
        const far = asked.map((one) => (names.includes(one[0]) ? 1 : level(words, one)));
        const own = names.includes(key) ? 0 : 2 * Math.max(1, ...far);
        let rank = own;
        let by = "";
        for (const [alias, more] of aliases) {
          const most = (before, one, at) => Math.max(before, Math.min(far[at], level(more, one)));
          const other = more === key && alias[0] !== "…" ? 1 : 1 + 2 * asked.reduce(most, 1);
          if (other >= rank) continue;
          rank = other;
          if (own > 5) by = alias;
        }
        return { at, label, rank, by, second: by && hint ? `${by}, ${hint}` : by || hint };
      })
      .sort((a, b) => a.rank - b.rank);
  };

  /* Of the parameters of an address those of an explorer or a table. */
  const of = (name, found) =>
    found.flatMap(([key, words]) => (key.startsWith(name + ".") ? [[key.slice(name.length + 1), words]] : []));

  /* What is typed into the filter of a table, as `rows`, and its order, a heading as `up` or `down`. They stand in the address by a
     name, and hold for all `filters`, functions that show them: those of one table, or of the tables that an explorer shows. */
  const KEPT = /^(rows|up|down)$/;
  const keeper = (name, filters) => {
    const showAll = () => Promise.all(filters().map((show) => show()));
    const kept = {
      name,
      state: {},
      pairs: () => Object.entries(kept.state).flatMap(([key, words]) => (words ? [[name + "." + key, words]] : [])),
      restore: async (found) => {
        const mine = of(name, found).filter(([key]) => KEPT.test(key));
        kept.state = Object.fromEntries(mine);
        await showAll();
        return !!mine[0];
      },
      /* A reader has changed it; letters typed on and on are one step of the history. */
      change: async (state, by) => {
        kept.state = state;
        await showAll();
        remember(by);
      },
    };
    return kept;
  };

  /* All that is offered for a table, with the room for its filter `above`. Returns a function that shows what is `kept`, if it has one. */
  const offer = (frame, kept, above) => {
    const table = query(frame, "table");
    const lines = [...table.rows];
    /* The rows that are found, in the order they came in. */
    const onclick = async () => {
      const shown = (row, at) => [...row.cells].map((cell) => (at ? value(cell, strict) : textOf(cell).trim()));
      const rows = (await tried(table.dataset.csv)) ?? lines.map(shown);
      const found = rows.filter((_, at) => !lines[at].hidden).map((row) => row.map(field).join(",") + "\r\n");
      give("\ufeff" + found.join(""), "text/csv", called(table) + ".csv");
    };
    frame.after(element("button", "Download as CSV", { className: "csv", onclick }));
    if (!table.matches(piece("table"))) return;
    const [{ cells }, ...given] = lines;
    const heads = [...cells];
    const input = query(above, "input");
    const status = query(above, "span");
    above.firstChild.hidden = false;
    let { names, nothing, before } = table.dataset;
    let entries, order;
    /* Rows are found by all that stands in them, or by their names alone, where a file has other names of these. Behind the rows
       come choices of the file that have none: what was typed may name one of them. */
    const prepare = async () => {
      const labels = given.map((row) => textOf(row.cells[0]));
      if (labels.every((label, at) => label === kept.entries?.[at]?.label)) return kept.entries; /* of the state before */
      const choices = (await tried(names)) ?? [];
      if (names && !choices[0]) nothing = ". Other names are missing";
      return (kept.entries = searchable([
        ...given.map(
          (row, at) => choices.find(([label]) => label === labels[at]) ?? [[...row.cells].map(textOf).join(" "), "", ""]
        ),
        ...choices.filter(([label]) => !labels.includes(label)),
      ]));
    };
    /* A code finds what has it, and nothing that only begins so; what has all words in one name leaves aside what has them in several. */
    const having = (text) => {
      const found = find(entries, text);
      const named = found.filter(({ at, label, rank }) => given[at] && (!rank || label.endsWith(`, ${text.trim().toUpperCase()}`)));
      const whole = found.filter(({ rank }) => rank < 6);
      return named[0] ? named : whole[0] ? whole : found;
    };
    const filter = async () => {
      if (parts(input.value)[0]) entries ??= await prepare();
      const words = parts(input.value); /* by now */
      const all = words[0] ? having(input.value) : [];
      const found = all[0] ? all : words.flatMap((one) => having(one));
      const by = new Map(found.filter((one) => given[one.at]).map((one) => [one.at, one.by]));
      given.forEach((row, at) => {
        row.hidden = words.length && !by.has(at);
        row.cells[0].dataset.found = by.get(at) ?? "";
      });
      const why = all[0] ? (by.size ? "" : `: ${all[0].by || all[0].label}`) : by.size ? "; none with all words" : nothing ?? "";
      status.textContent = words[0] ? `${by.size} of ${given.length}${why}` : "";
    };
    const column = (head) => given.map((row) => [value(row.cells[head.cellIndex], loose, before), row]);
    const sorted = (head, sign) => {
      head.ariaSort = sign < 0 ? "descending" : "ascending";
      return column(head).sort(([a], [b]) => compare(a, b, sign)).map(([, row]) => row);
    };
    const show = () => {
      const { rows = "", up, down } = kept.state;
      const head = heads.find((one) => textOf(one) === (up ?? down));
      if (!head) kept.state = { rows };
      if (order !== (order = `${up}|${down}`)) {
        heads.forEach((one) => (one.ariaSort = null));
        table.tBodies[0].append(...(head ? sorted(head, up ? 1 : -1) : given));
      }
      input.value = rows;
      return filter();
    };
    input.oninput = () => kept.change({ ...kept.state, rows: input.value }, kept.name);
    heads.forEach((head) => {
      const act = () => {
        /* The best stands first: the largest figure, the lowest rank. */
        const { rows, up, down } = kept.state;
        const own = textOf(head);
        const largest = column(head).some(([one]) => isNumber(one)) && !("low" in head.dataset);
        kept.change({ rows, [own === up || (own !== down && largest) ? "down" : "up"]: own });
      };
      /* Not a button: Firefox leaves those out of what is copied. */
      const onkeydown = ({ key }) => !/^( |Enter)$/.test(key) || (act(), false);
      head.replaceChildren(element("span", textOf(head), { role: "button", tabIndex: 0, onclick: act, onkeydown }));
    });
    return show;
  };

  /* A table that travelled as columns: a skeleton that many share, with a letter for the caption and for each cell, how each column
     writes its figures, and for each row that has some its letters. As `writer` in columns.py does. */
  const join = ({ skeletons, formats }, [number, caption, rows, lines, own]) => {
    const count = rows.split(1).length - 1;
    const figures = []; /* of the column before, by row */
    let text = 0;
    let cell = 0;
    const columns = lines.map((letters, place) => {
      const [before, digits, after, texts, low, scale, follows] = formats[place];
      const { format } = new Intl.NumberFormat("en-US", digits);
      let first = 0;
      return [...rows].map((has, row) => {
        let code = 1 - has;
        if (!code) for (let at = first++; at < letters.length; at += count) code = code * 91 + letters.charCodeAt(at) - 35;
        const isText = code < texts.length;
        const figure = (figures[row] = isText ? 0 : code + low + (follows && figures[row]));
        return isText ? texts[code] || own[text++] : (figure < 0 ? "−" : "") + before + format(Math.abs(figure) * scale) + after;
      });
    });
    const next = () => columns[cell % columns.length][Math.floor((cell++) / columns.length)];
    return skeletons[number].replace(/\x01/g, next).replace(/\x02/g, () => caption);
  };

  /* ---- controls: each is read and set by the index of its choice ---- */

  /* The label of what a control has chosen. */
  const chosen = (own) => own.labels[own.get()];

  const control = (place, speak, say) => {
    const select = query(place, "select");
    const inputs = every(place, "input");
    const [input] = inputs;
    const words = query(place, piece("value")); /* what a slider stands at */
    const own = { name: place.dataset.explorerControl };
    if (select) {
      own.labels = [...select.options].map((option) => option.text);
      own.get = () => select.selectedIndex;
      own.set = (index) => (select.selectedIndex = index);
    } else if (place.dataset.list) {
      search(place, own, input, speak, say);
    } else {
      own.labels = parse(place.dataset.labels);
      own.get = () => +(words ? input.value : input.checked);
      own.set = (index) => (words ? ((input.value = index), own.write()) : (input.checked = index));
      own.write = () => words && (input.ariaValueText = words.textContent = words.value = chosen(own));
      if (input.type === "radio") {
        own.get = () => inputs.findIndex((one) => one.checked);
        own.set = (index) => (inputs[index].checked = true);
      } else if (inputs[1]) enter(place, own, words, speak);
    }
    own.start = own.get();
    own.count ??= own.labels.length;
    return own;
  };

  const changed = (place) => ["input", "change"].forEach((kind) => place.dispatchEvent(new Event(kind, { bubbles: true })));
  const short = (text) => `“${text.trim().slice(0, 24)}”`;

  /* The number in a text: "165,000", "$165k" and "165000 a year" are 165000. */
  const number = (text) => {
    const found = /^[^\d.−-]*([−-]?)[^\d.−-]*(\d+\.?\d*|\.\d+)\s*(k\b)?\D*$/i.exec(text.replace(/(?<=\d)[\s,]+(?=\d)/g, ""));
    return found ? found[2] * (found[3] ? 1000 : 1) * (found[1] ? -1 : 1) : NaN;
  };

  /* The nearest of some numbers; of two, the first. */
  const nearest = (steps, wanted) => {
    const off = (step) => Math.abs(step - Math.min(wanted, steps.at(-1)));
    return steps.reduce((best, step, at) => (off(step) < off(steps[best]) ? at : best), 0);
  };

  /* The label most like a text, or -1: the nearest number where all are numbers, else by the pairs of letters that they share. */
  const alike = (labels, text) => {
    const steps = labels.map(number);
    if (![...steps, number(text)].some(isNaN)) return nearest(steps, number(text));
    const pairs = (words) => [...parts(words).join(" ")].map((letter, at, all) => letter + all[at + 1]).slice(0, -1);
    const own = pairs(text);
    const shares = labels.map((label) => {
      const other = pairs(label);
      return own.filter((one) => other.includes(one)).length / (own.length + other.length) || 0;
    });
    const most = Math.max(...shares);
    return most > 0.2 ? shares.indexOf(most) : -1;
  };

  /* A number typed beside a slider goes to the nearest step; steps are what the labels say. */
  const enter = (place, own, input, speak) => {
    const note = query(place, "small");
    const steps = own.labels.map(number);
    const write = own.write;
    own.write = () => (write(), (note.textContent = ""));
    input.onkeydown = ({ key }) => {
      if (key === "Escape") write();
    };
    input.onchange = () => {
      const typed = number(input.value);
      const at = nearest(steps, typed);
      const told = typed < steps[0] ? "The least is " : typed > steps.at(-1) ? "The most is " : "Nearest step: ";
      let words = typed === steps[at] ? "" : told + own.labels[at];
      if (isNaN(typed)) words = input.value.trim() && `${short(input.value)} is no number`;
      else if (at !== own.get()) own.set(at), changed(place);
      own.write();
      note.textContent = words;
      if (words) speak(words, "note");
    };
  };

  /* A choice that is searched: a combobox with a listbox. Its labels, with hints and aliases, come in a file at first focus. */
  const search = (place, own, input, speak, say) => {
    const { list: file, count, none, nothing } = place.dataset;
    const hide = (hidden) => (input.ariaExpanded = !(list.hidden = hidden));
    const list = query(place, "ul");
    const note = query(place, "small");
    let index = +place.dataset.index;
    let entries = [];
    let found, active;

    own.count = +count;
    own.labels = { [index]: input.value || none };
    own.get = () => index;
    own.write = () => (input.value = none && !index ? "" : own.labels[index]);
    own.set = (to) => ((index = to), own.write());
    own.ready = async () => {
      if (entries[0]) return;
      const rows = [...(none ? [["–", "", ""]] : []), ...(await load(file))]; /* no word finds none, and an empty field does */
      if (rows.length !== own.count) throw Error(ANOTHER);
      own.labels = rows.map(([label], at) => (at ? label : none || label));
      entries = searchable(rows);
    };

    const move = (to) => {
      const item = list.children[(active = to)];
      for (const one of list.children) one.ariaSelected = one === item || null;
      attribute(input, "aria-activedescendant", item?.id ?? "");
      item?.scrollIntoView({ block: "nearest" });
    };
    const close = () => {
      hide(true);
      move();
      note.textContent = "";
    };
    const take = (at) => {
      const other = at !== index;
      own.set(at);
      close();
      if (other) changed(place);
    };
    const open = async () => {
      try {
        await own.ready();
      } catch (error) {
        return say(`${UNLISTED} (${error.message}).`);
      }
      if (document.activeElement !== input) return;
      const typed = input.value === own.labels[index] ? "" : input.value.trim();
      found = find(entries, typed);
      list.replaceChildren(
        ...found.map(({ at, second }, place) => {
          const item = element("li", own.labels[at], { role: "option", id: list.id + "." + place, onclick: () => take(at) });
          if (second) item.append(element("small", second));
          return item;
        })
      );
      hide(!found.length);
      move(typed || !(input.value || found[0].rank) ? 0 : index); /* an empty field may name a choice: none */
      note.textContent =
        found[1] ? found.length + " choices" : found[0] ? "1 choice" : `No match for ${short(input.value)}${nothing}`;
      speak(textOf(note), "note");
    };
    const keep = () => (own.write(), close());
    const enter = async () => {
      if (list.hidden) await open();
      if (!list.hidden) take(found[active].at);
    };

    list.onmousedown = () => false; /* the field keeps the focus */
    input.onfocus = () => own.ready().catch(() => {});
    input.onclick = () => list.hidden && (input.select(), open()); /* not at focus: WebKit puts the cursor there after it */
    input.oninput = open;
    /* Leaving takes what is named in full; anything else, and nothing, brings back what was chosen. */
    input.onblur = () => {
      const [one, two] = find(entries, input.value);
      one?.rank < 2 && one.rank !== two?.rank ? take(one.at) : keep();
    };
    input.onkeydown = (event) => {
      const last = list.children.length - 1;
      const to = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last, Home: 0, End: last }[event.key];
      if (event.isComposing) return;
      if (to >= 0 && !list.hidden) move(to);
      else if (/^Arrow[DU]/.test(event.key)) open();
      else if (event.key === "Enter") enter();
      else if (event.key === "Escape") keep();
      else return;
      event.preventDefault();
    };
  };

  /* ---- marks: lines in a picture, each moved to a number on its axis. As `lay` in marks.py does. ---- */

  /* `told` gives the number and the words of a name. Returns what lies beyond an axis, in words. */
  const lay = (picture, told) => {
    const beyond = [];
    const marks = every(picture, piece("mark"));
    for (const mark of marks) {
      const { name, label, upright, log, base, slope, low, high, words, middle, sides } = parse(mark.dataset.explorerMark);
      const [number, said] = told(name);
      const text = mark.lastChild;
      text.textContent = label.replace("{}", () => said);
      const outside = number > high ? words[1] : number < low ? words[0] : "";
      const shown = number >= low && number <= high;
      const position = shown ? Math.round((base + slope * (log ? Math.log(number) : number)) * 10) / 10 : 0;
      attribute(mark, "transform", `translate(${upright ? position : 0} ${upright ? 0 : position})`);
      attribute(mark, "display", shown ? "inline" : "none");
      ["x", "y", "text-anchor"].forEach((key, place) => attribute(text, key, sides[+(position > middle)][place]));
      if (outside) beyond.push(`${text.textContent} lies ${outside}.`);
    }
    return beyond.join(" ");
  };

  /* ---- explorers ---- */

  const ANOTHER = "they are of another edition";
  const UNLISTED = "The choices cannot be listed";
  const AS_IT_CAME = " This is the view the page came with.";
  const AS_BEFORE = " This is the view of the choice before.";

  const unpack = async (packed) => {
    try {
      const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt());
      return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
    } catch {
      throw Error(window.DecompressionStream ? "they are damaged" : "this browser is too old");
    }
  };

  const files = {}; /* by name what is in it, or the promise of it; of one that failed nothing: the next choice tries again */
  const load = (name) =>
    (files[name] ??= new Promise((resolve, reject) => {
      const script = element("script", "", { src: new URL(name + ".js", folder) });
      script.onload = () => resolve(unpack(script.states));
      script.onerror = () => reject(Error("its file is missing"));
      document.head.append(script);
    }).then(
      (found) => (files[name] = found),
      (error) => {
        delete files[name];
        throw error;
      }
    ));

  /* What is in a file of a table; nothing, if that has none or it cannot be had. */
  const tried = async (name) => {
    try {
      return await (name && load(name));
    } catch {}
  };

  const explorer = (figure) => {
    const { explorer: name, explorerStates, explorerKeys = "{}", explorerBeside: beside, explorerRows } = figure.dataset;
    const form = query(figure, "form");
    const message = query(figure, ".explorer-message");

    /* One region is spoken, when choices have rested, sentences before notes; what it said goes, so that nobody meets it
       twice. Outside of the figure, which may be busy. */
    const live = figure.nextSibling;
    let spoken = {};
    let rest;
    const speak = (words, key) => {
      spoken[key] = words;
      clearTimeout(rest);
      rest = setTimeout(() => {
        live.textContent = Object.keys(spoken).sort().map((key) => spoken[key]).filter(Boolean).join(" ");
        spoken = {};
        rest = setTimeout(() => (live.textContent = ""), 9000);
      }, 400);
    };
    const say = (words) => {
      message.textContent = words;
      message.hidden = !words;
      speak(words, "message");
    };
    const controls = every(figure, piece("control")).map((place) => control(place, speak, say));
    const named = (one) => controls.find((own) => own.name === one);

    /* For each part: its controls, and the files that hold its states. Where they are several, `by` is the control that
       divides them, `size` choices of it to a file. */
    const layout = parse(explorerStates);
    const choices = () => controls.map((own) => own.get());
    const file = (part, other) => part.files[part.by ? Math.floor(at(part.by, other) / part.size) : 0];

    /* Side by side: a part that follows `beside` is shown once more for its second and its third choice, which may be none. */
    const copies = beside ? [named(`${beside}_2`), named(`${beside}_3`)] : [];

    /* What a part is shown for: what is chosen, and each other choice shown beside it, by its index. */
    const others = (part) => [undefined, ...(part.beside ? copies : []).map((own) => own.get() - 1).filter((index) => index >= 0)];

    /* Parts depend on controls, and on values that follow from controls: a file says which, by a letter for each of their
       choices together. */
    const { file: keys, derived = {} } = parse(explorerKeys);
    const count = (name) => derived[name]?.[1] ?? named(name).count;
    const at = (name, other) => {
      if (other !== undefined && name === beside) return other;
      if (!derived[name]) return named(name).get();
      return item(files[keys]?.keys?.derived[name], derived[name][0], other).charCodeAt() - 48;
    };

    /* What a list has for choices, the last changing fastest; of a part's states it may be those of `size` choices of `by`. */
    const item = (list, names, other, { by, size } = {}) => {
      let index = 0;
      let all = 1;
      for (const one of names) {
        let place = at(one, other);
        let length = count(one);
        if (one === by) {
          length = Math.min(size, length - place + (place % size));
          place %= size;
        }
        index = index * length + place;
        all *= length;
      }
      if (list?.length !== all) throw Error(ANOTHER);
      return list[index];
    };

    const loadNeeded = async () => {
      if (keys) await load(keys);
      await Promise.all(layout.flatMap((part) => others(part).map((other) => load(file(part, other)))));
    };

    /* The label of what is chosen, or shown beside it: a control that is searched knows no more. */
    const label = (name, other) =>
      chosen((name === beside && copies.find((copy) => copy.get() - 1 === other)) || named(name));

    /* The number of a mark, and its words. */
    const told = (name, other) => {
      const [numbers, labels] = files[keys].keys.numbers[name];
      const index = at(name, other);
      return [numbers[index] ?? NaN, labels ? labels[index] : label(name, other)];
    };

    /* The state of a part that is chosen, in a file that is there. */
    const state = (part, number, other) => item(files[file(part, other)][number], part.controls, other, part);

    let good = choices(); /* of the view that is shown */
    let shown = false;
    const view = (root) => ({
      root: root.closest(piece("variant")) ?? root,
      places: ["sentence", "picture", "figures"].map((one) => query(root, piece(one)))
    });
    /* The views of each part: one, and one more for each other choice shown beside it. */
    const views = [...query(figure, piece("view")).children].map((own) =>
      every(figure, piece("part")).filter((part) => own.contains(part)).map(view)
    );
    const write = (own, words, key) => own && textOf(own) !== words && speak((own.textContent = words), key);
    const kept = keeper(name, () => views.flat().flatMap((own) => own.filters));
    const offerTables = (own) => {
      const show = (frame) => offer(frame, kept, query(own.root, ".filter"));
      own.filters = every(own.places[2], ".table-frame").map(show).filter(Boolean);
    };
    views.flat().forEach(offerTables);
    const fill = (own, [sentence, drawing, table], place, number) => {
      const [{ firstChild: words }, picture, figures] = own.places;
      write(words, sentence, `${place} ${number}`);
      picture.innerHTML = drawing;
      /* The longest table that was seen keeps its room, but for one that is filtered. */
      figures.style.minHeight = query(own.root, ".filter") ? "" : `${figures.getBoundingClientRect().height}px`;
      figures.innerHTML = table.map ? join(files[keys].keys.tables[place], table) : table;
      offerTables(own);
      own.filters.forEach((show) => show());
    };
    addEventListener("resize", () => views.flat().forEach((own) => (own.places[2].style.minHeight = "")));

    /* A picture whose alternative text is the sentence is not read out once more; what lies beyond its axes is. */
    const hush = ([sentence, picture], beyond) => {
      picture.ariaHidden = query(picture, "svg")?.ariaLabel === textOf(sentence) && !beyond;
    };

    /* As many views of a part as are wanted. */
    const arrange = (own, length) => {
      while (own.length > length) own.pop().root.remove();
      while (own.length < length) {
        const root = own[0].root.cloneNode(true);
        own.at(-1).root.after(root);
        own.push(view(query(root, piece("part"))));
      }
    };
    const draw = () => {
      const wanted = layout.map((part, place) => others(part).map((other) => [state(part, place, other), other]));
      wanted.forEach((some, place) => {
        arrange(views[place], some.length);
        some.forEach(([drawn, other], number) => {
          const own = views[place][number];
          if (drawn !== own.drawn) fill(own, (own.drawn = drawn), place, number);
          const beyond = lay(own.places[1], (name) => told(name, other));
          write(query(own.root, ".explorer-outside"), beyond, `beyond ${place} ${number}`);
          hush(own.places, beyond);
          const heading = query(own.root, piece("choice"));
          if (heading) Object.assign(heading, { hidden: !some[1], textContent: label(beside, other) });
        });
      });
      shown = true;
      good = choices();
    };

    const fail = (what, error) => say(`${what} (${error.message}).${shown ? AS_BEFORE : AS_IT_CAME}`);

    /* Draw what is chosen. Where that cannot be, the last good view stays, with its choices, and is named so. */
    let turn = 0;
    const show = async () => {
      const mine = ++turn;
      const busy = setTimeout(() => {
        figure.ariaBusy = true;
        speak("Loading…", "message");
      }, 100);
      try {
        await loadNeeded();
        if (mine === turn) draw();
      } catch (error) {
        if (mine !== turn) return;
        controls.forEach((own, place) => own.set(good[place]));
        correct();
        fail("This choice cannot be shown", error);
      } finally {
        clearTimeout(busy);
        if (mine === turn) figure.ariaBusy = null;
      }
    };
    form.onsubmit = () => false;
    /* What is typed into a field is none yet: the field says when it has found a choice. */
    const isTyped = ({ target }) => target.type === "text";
    form.oninput = (event) => {
      if (isTyped(event)) return;
      say("");
      controls.forEach((own) => own.write?.());
      show();
    };
    form.onchange = (event) => isTyped(event) || remember(event.target.type === "range" ? event.target.id : "");
    form.firstChild.disabled = false;

    /* What some controls have chosen, and what is kept of tables, as parameters of an address. */
    const pairs = (some) => [...some.map((own) => [name + "." + own.name, chosen(own)]), ...kept.pairs()];

    /* A link to all that is chosen here, and the figure as a file. */
    const copy = async () => {
      /* Inside a page of others, an embedded one says by its base which page it stems from. */
      const page = self === top ? location.href : document.baseURI;
      const link = page.split("#")[0] + "#" + new URLSearchParams(pairs(controls));
      try {
        await navigator.clipboard.writeText(link);
        say("The link is copied.");
      } catch {
        say("The link could not be copied. It is: " + link);
      }
    };
    const saveAll = (png) =>
      views.flat().forEach((own, place) => {
        const svg = query(own.places[1], "svg");
        if (svg) save(svg, place ? `${name}-${place + 1}` : name, png);
      });
    every(figure, ".explorer-foot button").forEach((button, place) => {
      button.onclick = place ? () => saveAll(place > 1) : copy;
      button.hidden = false;
    });

    const near = (seen) => seen.at(-1).isIntersecting && loadNeeded().catch(() => {});
    new IntersectionObserver(near, { rootMargin: "400px" }).observe(figure);

    return {
      name,
      figure,
      say,
      /* The choices that differ from the start, as parameters of an address. */
      pairs: () => pairs(controls.filter((own) => own.get() !== own.start)),
      /* Restore from the parameters of an address; return whether they concern this explorer. */
      restore: async (found) => {
        const mine = of(name, found).filter(([key]) => !explorerRows || !KEPT.test(key));
        const own = ++turn;
        try {
          await Promise.all(mine.map(([key]) => named(key)?.ready?.()));
        } catch (error) {
          fail(UNLISTED, error);
          return true;
        }
        if (own !== turn) return false; /* meanwhile the reader has chosen */
        const wanted = mine.map(([key, label]) => {
          const own = named(key);
          const none = label === "–" && copies.includes(own); /* what none was called before */
          const at = none ? 0 : own?.labels.indexOf(label) ?? -1;
          const asked = at < 0 && `“${name}.${key.slice(0, 60)}=${label.slice(0, 60)}”`;
          return { own, asked, at: at < 0 && own ? alike(own.labels, label) : at };
        });
        const wrong = wanted.filter((one) => one.asked);
        const lost = wrong.some((one) => one.at < 0);
        controls.forEach((own) => own.set(own.start));
        const rowed = explorerRows && kept.restore(found);
        if (!lost) wanted.forEach(({ own, at }) => own.set(at));
        const instead = lost ? AS_IT_CAME : ` The nearest is shown: ${wrong.map(({ own }) => `“${chosen(own)}”`).join(", ")}.`;
        say(wrong[0] ? `The address asks for ${wrong.map((one) => one.asked).join(", ")}, which is no choice here.${instead}` : "");
        if (own > 1 || (mine[0] && !lost)) show();
        return !!mine[0] || rowed;
      },
    };
  };

  /* ---- the address: #pay.place=Boston%2C+MA. A fragment stays in the reader's browser. ---- */

  let explorers = [];
  /* Keep what is chosen in the address, behind the anchor of a link that was followed. A browser may refuse: when it comes too
     often, or in a frame. */
  const keep = (how, anchor, more) => {
    const pairs = explorers.flatMap((one) => one.pairs());
    const fragment = [anchor, `${new URLSearchParams(pairs)}`].filter(Boolean).join("&");
    try {
      history[how]({ ...more, pairs }, "", location.href.split("#")[0] + (fragment && `#${fragment}`));
    } catch {}
  };

  /* Each choice is a step of the history; moving one slider (its id is `by`) on and on is a single one. */
  const remember = (by) => keep(by && history.state?.by === by ? "replaceState" : "pushState", "", { by });

  /* The anchor of the address, and what it says of explorers. */
  const tooLong = () => location.hash.length > 9999;
  const read = () => {
    const pieces = tooLong() ? [] : location.hash.slice(1).split("&");
    const own = (piece) => piece.includes("=") && explorers.some((one) => piece.startsWith(one.name + "."));
    return [pieces.filter((one) => !own(one)).join("&"), [...new URLSearchParams(pieces.filter(own).join("&"))]];
  };
  const correct = () => keep("replaceState", read()[0], history.state);

  /* At a page's address or at a step of its history: show what it says, and say what could be shown. A plain anchor says
     nothing: choices stay, and stay in the address. */
  const arrive = async () => {
    const [anchor, asked] = read();
    const before = history.state?.pairs;
    const long = tooLong();
    if (before || asked[0]) {
      const concerned = await Promise.all(explorers.map((one) => one.restore(before ?? asked)));
      const place = document.getElementById(anchor) ?? explorers[concerned.indexOf(true)]?.figure;
      if (!before) place?.scrollIntoView({ behavior: "instant" });
    }
    if (long) explorers[0].say?.(`The address is too long to be read.${AS_IT_CAME}`);
    correct();
  };

  /* ---- start: the script is deferred, so the page is there ---- */

  const tables = [];
  every(document, ".table-frame").forEach((frame) => {
    if (frame.closest(piece("states"))) return; /* an explorer offers its own */
    const kept = keeper(query(frame, "table").dataset.explorerTable || `table${tables.length || ""}`, () => [show]);
    const show = offer(frame, kept, frame.previousSibling);
    if (show) tables.push({ ...kept, figure: frame });
  });
  explorers = [...every(document, piece("states")).map(explorer), ...tables];
  if (!explorers[0]) return;
  arrive();
  addEventListener("popstate", arrive);
})();
