// The portal's own script: a theme, and what Northstar tells the page.
const provider = document.querySelector("northstar-provider");
const theme = document.querySelector("#theme");
const chosen = document.querySelector("#chosen");
const selected = document.querySelector("#selected");

theme?.addEventListener("click", () => {
  const isDark = document.documentElement.classList.toggle("dark");
  theme.setAttribute("aria-pressed", String(isDark));
});

// What nobody has chosen yet isn't among the filters: each view has a period of its own then.
provider?.addEventListener("northstar-filterschange", ({ detail: { period } }) => {
  if (chosen && period) chosen.textContent = `Período: ${period.preset ?? `${period.start} a ${period.end}`}`;
});

// The last thing chosen in any tile, as the portal could use it: to open a page of its own, or to ask its back end.
provider?.addEventListener("northstar-select", ({ target, detail }) => {
  if (!selected) return;
  const { dimension, value, start, isSelected } = detail;
  const what = start === null ? `${dimension}: ${value || "sin dato"}` : `desde ${start}`;
  selected.textContent = `${isSelected ? "Elegido" : "Quitado"} en ${target.localName}: ${what}`;
});

provider?.addEventListener("northstar-error", ({ detail }) =>
  console.error(detail.error.code, detail.tile, detail.kpi),
);
