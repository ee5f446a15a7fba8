/* Small services of the pages: a mark on facts whose day to check again has passed, code that opens when a link leads to
   it, menus that work by key, what a picture's marks say to a pointer, and what can be taken along of a figure. Tables and
   controls are the business of explore.js. */
(() => {
  "use strict";

  /* <time data-check-again="2027-05-22">: the reader's own clock decides; the build has none. */
  const markOverdue = (time) => {
    if (new Date().toISOString().slice(0, 10) <= time.dataset.checkAgain) return;
    const mark = document.createElement("strong");
    mark.className = "overdue";
    mark.textContent = " (overdue: this may have changed)";
    time.after(mark);
  };

  /* The theme opens its menus with labels of check boxes. Buttons in their place work by key, too; a menu opened by key
     takes the focus, and Escape closes it and gives the focus back. */
  const offerMenu = (box, drawer) => {
    if (!box || !drawer) return;
    const buttons = [...document.querySelectorAll(`label[for="${box.id}"]:not(.overlay)`)].map((label) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = label.className;
      button.setAttribute("aria-label", box.getAttribute("aria-label"));
      button.append(...label.childNodes);
      button.onclick = (event) => {
        box.click();
        if (box.checked && !event.detail) [...drawer.querySelectorAll("a, input")].find((one) => one.checkVisibility())?.focus();
      };
      label.replaceWith(button);
      return button;
    });
    drawer.addEventListener("click", (event) => event.target.closest("a") && box.checked && box.click());
    const tell = () => buttons.forEach((button) => button.setAttribute("aria-expanded", box.checked));
    box.addEventListener("change", tell);
    tell();
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.checked) return;
      box.click();
      buttons.find((button) => button.checkVisibility())?.focus();
    });
  };

  const element = (tag, words, more) => Object.assign(document.createElement(tag), { textContent: words }, more);

  /* ---- what a mark says: name and figure, to a mouse, a finger and, in a picture that has the focus, the arrow keys ---- */

  const NEAR = 24; /* pixels: a thumb is no finer */
  const offerTold = () => {
    const bubble = element("div", "", { className: "told", role: "status" });
    const ring = element("div", "", { className: "told-ring" });
    document.body.append(ring, bubble);
    let at = 0;
    /* Read once a picture: a pointer asks at each of its moves. */
    const read = new WeakMap();
    const points = (svg) => {
      if (!read.has(svg))
        read.set(svg, svg.dataset.points.split("¶").map((point) => {
          const [x, y, ...words] = point.split(" ");
          return { at: new DOMPoint(x, y), words: words.join(" ") };
        }));
      return read.get(svg);
    };
    const marks = (svg) => {
      const toScreen = svg.getScreenCTM();
      return points(svg).map(({ at, words }) => {
        const { x, y } = at.matrixTransform(toScreen);
        return { x, y, words };
      });
    };
    const hide = () => {
      bubble.textContent = "";
      ring.style.display = "none";
    };
    const show = ({ x, y, words }) => {
      if (bubble.textContent !== words) bubble.textContent = words;
      Object.assign(ring.style, { display: "", left: `${x}px`, top: `${y}px` });
      const { width, height } = bubble.getBoundingClientRect();
      const left = Math.max(4, Math.min(x - width / 2, document.documentElement.clientWidth - width - 4));
      Object.assign(bubble.style, { left: `${left}px`, top: `${y - height - 14 < 4 ? y + 14 : y - height - 14}px` });
    };
    hide();
    const point = ({ target, clientX, clientY }) => {
      const svg = target.closest?.("svg[data-points]");
      if (!svg) return hide();
      const far = (mark) => Math.hypot(mark.x - clientX, mark.y - clientY);
      const nearest = marks(svg).reduce((best, mark) => (far(mark) < far(best) ? mark : best), { x: -1e6, y: -1e6 });
      far(nearest) < NEAR ? show(nearest) : hide();
    };
    addEventListener("pointermove", point);
    addEventListener("pointerdown", point);
    /* The picture that has the focus, and of its marks the one that speaks: none as it takes the focus. */
    const focused = () => document.activeElement.matches("svg[data-points]") && document.activeElement;
    const follow = () => (focused() && at >= 0 ? show(marks(focused())[at]) : hide());
    addEventListener("scroll", follow, { capture: true, passive: true });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step || !focused()) return;
      event.preventDefault();
      const { length } = points(focused());
      at = at < 0 ? (step > 0 ? 0 : length - 1) : (at + step + length) % length;
      follow();
    });
    document.querySelectorAll("figure.chart svg[data-points]").forEach((svg) => {
      svg.setAttribute("tabindex", 0);
      svg.setAttribute("aria-description", "Arrow keys go from figure to figure.");
      svg.addEventListener("focus", () => (at = -1));
      svg.addEventListener("blur", hide);
    });
  };

  /* ---- what can be taken along: a link, the picture, its figures with notes, words to cite it by, code to embed it ---- */

  const page = () => location.href.split("#")[0];

  /* Words go to the clipboard. Where a browser refuses, it says so, and they are shown, to be copied by hand. */
  const copy = async (words, line) => {
    try {
      await navigator.clipboard.writeText(words);
      line.textContent = "Copied.";
    } catch {
      line.textContent = `This browser does not let the page copy. Copy it by hand: ${words}`;
    }
  };

  /* What a browser cannot save, it says, and where the figure is. An old one makes no files; one that guards its reader may draw none. */
  const canSave = (png) => {
    try {
      const drawn = !png || element("canvas", "", { width: 1, height: 1 }).toDataURL().startsWith("data:image/png");
      return drawn && "download" in HTMLAnchorElement.prototype && !!URL.createObjectURL(new Blob([]));
    } catch {
      return false;
    }
  };
  const refuseSaving = (event) => {
    const button = event.target.closest?.("button");
    if (!/^(Save|Download) as/.test(button?.textContent) || canSave(button.textContent.includes("PNG"))) return;
    event.stopPropagation();
    const cell = button.closest("figure, .output");
    const anchor = cell.id || cell.closest("div.cell[id], section[id]")?.id || "";
    const line = cell.querySelector(":is(.furniture, .explorer-foot) [role=status]");
    line.textContent = `This browser cannot save that. It stands at ${page()}#${anchor}`;
  };

  /* One figure on paper, as it stands, with where it is from. */
  const printAlone = (figure, link) => {
    const chapter = document.querySelector("h1").firstChild.textContent; /* behind it stands the sign of its link */
    const from = element("p", `${chapter} – ${document.querySelector(".about-page").dataset.title}. ${link}`, { className: "printed-from" });
    figure.append(from);
    figure.classList.add("alone");
    document.body.classList.add("prints-one");
    const restore = () => {
      from.remove();
      figure.classList.remove("alone");
      document.body.classList.remove("prints-one");
    };
    addEventListener("afterprint", restore, { once: true });
    print();
  };

  /* The words themselves are in a file of their own, which few readers ask for. */
  const own = document.currentScript.src;
  let file;
  const taking = () =>
    (file ??= new Promise((resolve, reject) => {
      const script = element("script", "", { src: new URL("taking.js", own) });
      script.onload = () => resolve(window.taking);
      script.onerror = () => ((file = null), reject()); /* the next click asks again */
      document.head.append(script);
    }));
  const take = (line, use) => taking().then(use, () => (line.textContent = "The words could not be loaded. Try again."));

  /* A button that opens a box of words below the line, each with a button to copy them. */
  const offerWordsToCopy = (foot, line, name, all) => {
    const box = element("div", "", { className: "cite", hidden: true });
    const button = element("button", name, { type: "button" });
    const tell = () => button.setAttribute("aria-expanded", !box.hidden);
    const show = (taking) => {
      box.replaceChildren(
        ...all(taking).flatMap(([label, words]) => [
          element("pre", words),
          element("button", label, { type: "button", onclick: () => copy(words, line) }),
        ])
      );
      box.hidden = !box.hidden;
      tell();
    };
    button.onclick = () => take(line, show);
    tell();
    line.before(button, " ");
    foot.after(box);
  };

  /* At the end of the line of a figure: what goes with its figures, and words to cite it by. A page that is embedded has no foot, and a
     book without CITATION.cff nothing to cite. */
  const offerWords = (figure, foot, line, link) => {
    const about = document.querySelector(".about-page");
    foot.append(line);
    const onclick = () => take(line, (taking) => taking.saveNotes(figure, link()));
    if (about) line.before(element("button", "Notes", { type: "button", title: "Unit, date, source, license: a text file", onclick }), " ");
    if (about?.dataset.title) offerWordsToCopy(foot, line, "Cite", (taking) => taking.citation(figure, link()));
  };

  /* Below a chart or a table, in room that the page keeps free. */
  const offerToTake = (figure) => {
    const foot = element("p", "", { className: "furniture" });
    /* A cell whose id is that of the heading above it has none. */
    const anchor = figure.closest("div.cell[id], section[id]")?.id;
    if (!anchor) return;
    const link = () => `${page()}#${anchor}`;
    const line = element("span", "", { role: "status" });
    const offer = (words, onclick) => foot.append(element("button", words, { type: "button", onclick }), " ");
    offer("Copy link", () => copy(link(), line));
    const svg = figure.querySelector(":scope > svg");
    if (svg && window.predrawn) {
      offer("Save as SVG", () => predrawn.save(svg, anchor));
      offer("Save as PNG", () => predrawn.save(svg, anchor, true));
      offer("Download as CSV", () => figure.querySelector("button.csv").click());
    }
    offer("Print", () => printAlone(figure, link()));
    figure.insertBefore(foot, figure.querySelector(":scope > details"));
    offerWords(figure, foot, line, link);
  };

  /* An explorer has a line of its own. */
  const offerOfExplorer = (figure) => {
    const foot = figure.querySelector(".explorer-foot");
    if (!foot) return;
    const link = () => (location.hash.includes(`${figure.dataset.explorer}.`) ? location.href : `${page()}#${figure.id}`);
    const line = element("span", "", { role: "status" });
    const onclick = () => printAlone(figure, link());
    const about = document.querySelector(".about-page"); /* a page that is embedded has none */
    if (about) foot.append(element("button", "Print", { type: "button", onclick }));
    offerWords(figure, foot, line, link);
    if (about) offerWordsToCopy(foot, line, "Embed", (taking) => taking.embedding(figure, link()));
  };

  const start = () => {
    offerTold();
    document.querySelectorAll("figure.chart, .output:has(> .table-frame)").forEach(offerToTake);
    document.querySelectorAll("figure[data-explorer]").forEach(offerOfExplorer);
    addEventListener("click", refuseSaving, true);
    offerMenu(document.getElementById("__navigation"), document.querySelector(".sidebar-drawer"));
    offerMenu(document.getElementById("__toc"), document.querySelector(".toc-drawer"));
    document.querySelectorAll("time[data-check-again]").forEach(markOverdue);
    /* A link to the cell that discusses a claim opens its folded code. Behind it may stand what is chosen. */
    const open = () => {
      const target = document.getElementById(location.hash.slice(1).split("&")[0]);
      if (target?.matches("div.cell > span")) target.closest("div.cell").querySelector(":scope > details.hide")?.setAttribute("open", "");
    };
    addEventListener("hashchange", open);
    /* On paper nothing can be opened: the rules of the verdicts are printed. */
    const rules = document.querySelectorAll("details.rule:not([open])");
    addEventListener("beforeprint", () => rules.forEach((rule) => (rule.open = true)));
    addEventListener("afterprint", () => rules.forEach((rule) => (rule.open = false)));
    open();
  };
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", start) : start();
})();
