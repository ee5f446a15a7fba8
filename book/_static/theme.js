/* The choice of light or dark. The theme keeps it in localStorage, and stops with an error where a browser forbids that, as with
   cookies blocked, or has none: then it is kept as long as the page is there. Runs before the page is drawn, and before the theme. */
(() => {
  "use strict";
  let kept;
  try {
    kept = localStorage.getItem("theme");
  } catch {
    const own = {};
    const storage = { getItem: (name) => own[name] ?? null, setItem: (name, words) => void (own[name] = String(words)) };
    Object.defineProperty(window, "localStorage", { value: storage, configurable: true });
  }
  document.body.dataset.theme = kept || "auto";
})();
