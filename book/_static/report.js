/* Two small services of the pages: a mark on facts whose day to check again has passed, and code that opens when a link
   leads to it. Tables and controls are the business of explore.js. */
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

  const start = () => {
    document.querySelectorAll("time[data-check-again]").forEach(markOverdue);
    /* A link to a cell whose code is folded opens it. */
    const open = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector?.("details.hide")?.setAttribute("open", "");
    addEventListener("hashchange", open);
    open();
  };
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", start) : start();
})();
