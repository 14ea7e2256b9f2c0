// Before the first paint, so that a dark portal doesn't flash white. A file, because the policy refuses inline scripts.
(() => {
  let stored = {};
  try {
    stored = JSON.parse(localStorage.getItem("arrayan.preferences")) ?? {};
  } catch {
    // Storage is off or holds something else: the system's preference and Spanish will do.
  }
  const dark = stored.theme ? stored.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.lang = stored.locale ?? "es";
})();
