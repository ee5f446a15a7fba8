/* The words that can be taken along of a figure: notes beside its CSV file, a citation, code to embed it. report.js asks for this
   file when a reader first asks for one of them. */
(() => {
  "use strict";
  const text = (root, selector) => root.querySelector(selector)?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const today = () => new Date().toISOString().slice(0, 10);

  /* What the foot of the page says of the report. */
  const about = () => document.querySelector(".about-page").dataset;
  /* Behind a heading stands the sign of its link. */
  const chapter = () => document.querySelector("h1").firstChild.textContent;
  const data = (source) => source.replace(/^(.*\. )?Source: |\.$/g, "");

  const titled = (figure) => text(figure, ".chart-title, .explorer-title") || text(figure, "caption");

  const citation = (figure, link) => {
    const { authors, year, title: report, version } = about();
    const title = titled(figure);
    const of = data(text(figure, ":scope > .source"));
    const source = of && `Data: ${of}. `;
    const key = `${report} ${chapter()} ${title}`.toLowerCase().match(/[a-z]{4,}/g).slice(-4).join("");
    return [
      ["Copy text", `“${title}”, in “${chapter()}”. ${authors} (${year}): ${report}, version ${version}. ${source}License: CC BY 4.0. ${link} (seen ${today()}).`],
      ["Copy BibTeX", `@misc{${key},\n  author = {{${authors}}},\n  title = {${title}},\n  howpublished = {${chapter()}, in: ${report}, version ${version}},\n  year = {${year}},\n  url = {${link}},\n  urldate = {${today()}},\n  note = {${source}License: CC BY 4.0}\n}`],
    ];
  };

  /* What a CSV file cannot hold, for a text file beside it: unit, date, source, license, and which rows were found. */
  const saveNotes = (figure, address) => {
    const table = figure.querySelector("table.figures");
    const { title: report, version, licenses = "" } = about();
    const rows = table ? [...table.tBodies[0].rows] : [];
    const found = rows.filter((row) => !row.hidden).length;
    const typed = figure.querySelector(".filter input")?.value;
    const unit = (place) => {
      const cells = rows.map((row) => row.cells[place].textContent);
      return cells.some((cell) => /^[−-]?\$\d/.test(cell)) ? " (US dollars)" : cells.some((cell) => /\d%$/.test(cell)) ? " (percent)" : "";
    };
    const columns = table && !table.dataset.csv && [...table.tHead.rows[0].cells].map((head, place) => head.textContent.trim() + unit(place));
    /* The tables that its cell rests on: their names, and with producer and period where there are few. */
    const trace = figure.closest("div.cell")?.querySelector(".trace");
    const tables = [...(trace?.querySelectorAll("a") ?? [])].map((link) => link.textContent);
    /* Of each license its name and the tables of the page that have it; those of this cell are kept. */
    const terms = licenses.split("¶").flatMap((line) => {
      const at = line.lastIndexOf(": ");
      const some = line.slice(at + 2).split(" ").filter((one) => tables.includes(one));
      return some.length ? `${line.slice(0, at)}: ${some.join(", ")}` : [];
    });
    const kept = table && Object.entries({
      File: `${predrawn.called(table)}.csv`,
      Rows: found < rows.length ? `${found} of ${rows.length}: filtered, those found by “${typed}”` : `all ${found}`,
      Columns: columns ? columns.join("; ") : "unit and date stand in each heading",
      "Empty field": "no figure was released, or there is none",
    });
    const words = [
      ["Title", titled(figure)],
      ["Unit and date", text(figure, ".chart-subtitle, .explorer-subtitle")],
      ["Table", table ? text(table, "caption") : ""],
      ...(kept || []),
      ["Source", text(figure, ":scope > .source").replace(/^Source: /, "")],
      ["Tables", tables.length ? text(trace, ":scope").replace("Rests on ", "") : ""],
      ["License", ["CC BY 4.0 for what is computed here", ...terms].join("; ")],
      ["In", [chapter(), report, version && `version ${version}`].filter(Boolean).join(", ")],
      ["Link", address],
      ["Saved", today()],
    ];
    const link = document.createElement("a");
    const lines = words.filter(([, said]) => said).map(([name, said]) => `${name}: ${said}\n`);
    link.href = URL.createObjectURL(new Blob(lines, { type: "text/plain" }));
    link.download = `${table ? predrawn.called(table) : figure.dataset.explorer}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  /* An element that shows an explorer, as it stands, inside another site's page. A copy on a disk has no address to show it from. */
  const embedding = (figure, link) => {
    const name = figure.dataset.explorer;
    const chosen = new URL(link).hash.slice(1).split("&").filter((one) => one.startsWith(`${name}.`)).join("&");
    const local = location.protocol === "file:" && "https://address-of-the-report.example/book/";
    const published = document.querySelector("link[rel=canonical]")?.href ?? (local || location.href);
    const page = new URL(`../embed/${name}.html`, published).href;
    const frame = Object.assign(document.createElement("iframe"), {
      src: page + (chosen && `#${chosen}`),
      title: text(figure, ".explorer-title"),
      loading: "lazy",
      width: "100%",
      height: Math.ceil(figure.offsetHeight / 50) * 50 + 100,
    });
    frame.style.border = "0";
    return [["Copy code" + (published === local ? ", then put the address in where the report is published" : ""), frame.outerHTML]];
  };

  window.taking = { saveNotes, citation, embedding };
})();
