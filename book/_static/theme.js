/* The theme keeps light or dark in localStorage, and stops where a browser forbids that (cookies blocked) or has none: then the page
   keeps it. Runs before the page is drawn. */
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
