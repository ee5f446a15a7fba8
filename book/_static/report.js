/* Three small services of the pages, each an addition to what stands without it: every table as CSV, filtering and
   sorting of tables that ask for it, and a mark on facts whose day to check again has passed. No library, no network. */
(() => {
  "use strict";

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

  const csv = (table) =>
    [...table.rows].map((row) => [...row.cells].map((cell) => field(row.parentNode.tagName === "THEAD" ? cell.textContent.trim() : value(cell))).join(",")).join("\r\n") + "\r\n";

  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };

  const offerCsv = (frame) => {
    const table = frame.querySelector("table");
    const name = (table.caption?.textContent ?? "table").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
    const give = () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["\ufeff" + csv(table)], { type: "text/csv;charset=utf-8" }));
      link.download = `${name}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    };
    const made = button("Download as CSV", give);
    made.className = "csv";
    frame.after(made);
  };

  const offerFilter = (frame) => {
    const table = frame.querySelector("table");
    const rows = [...table.tBodies[0].rows];
    const label = document.createElement("label");
    const input = document.createElement("input");
    const status = document.createElement("span");
    label.className = "filter";
    input.type = "search";
    status.setAttribute("role", "status");
    label.append("Show rows with ", input, " ", status);
    frame.before(label);
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += !row.hidden;
      }
      status.textContent = words.length ? `${shown} of ${rows.length}` : "";
    });
    [...table.tHead.rows[0].cells].forEach((head, place) => {
      const sort = button(head.textContent, () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true }));
        const order = rows.map((row) => [value(row.cells[place]), row]).sort(([a], [b]) => (down ? -1 : 1) * compare(a, b));
        table.tBodies[0].append(...order.map(([, row]) => row));
      });
      head.replaceChildren(sort);
    });
  };

  /* <time data-check-again="2027-05-22">: the reader's own clock decides; the build has none. */
  const markOverdue = (time) => {
    if (new Date().toISOString().slice(0, 10) <= time.dataset.checkAgain) return;
    const mark = document.createElement("strong");
    mark.className = "overdue";
    mark.textContent = " (overdue: this may have changed)";
    time.after(mark);
  };

  const start = () => {
    document.querySelectorAll(".table-frame").forEach((frame) => {
      if (frame.querySelector("table[data-filterable]")) offerFilter(frame);
      offerCsv(frame);
    });
    document.querySelectorAll("time[data-check-again]").forEach(markOverdue);
    /* A link to a cell whose code is folded opens it. */
    const open = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector?.("details.hide")?.setAttribute("open", "");
    addEventListener("hashchange", open);
    open();
  };
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", start) : start();
})();
