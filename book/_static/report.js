/* Small services of the pages: a mark on facts whose day to check again has passed, code that opens when a link leads to
   it, and menus that work by key. Tables and controls are the business of explore.js. */
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

  const start = () => {
    offerMenu(document.getElementById("__navigation"), document.querySelector(".sidebar-drawer"));
    offerMenu(document.getElementById("__toc"), document.querySelector(".toc-drawer"));
    document.querySelectorAll("time[data-check-again]").forEach(markOverdue);
    /* A link to a cell, or to one of the claims that it discusses, opens its folded code. Behind it may stand what is chosen. */
    const open = () => {
      const target = document.getElementById(location.hash.slice(1).split("&")[0]);
      if (target?.matches("div.cell, div.cell > span")) target.closest("div.cell").querySelector(":scope > details.hide")?.setAttribute("open", "");
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
