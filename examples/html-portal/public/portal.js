// The portal's own script: a theme, and what Northstar tells the page.
const provider = document.querySelector("northstar-provider");
const theme = document.querySelector("#theme");
const chosen = document.querySelector("#chosen");

theme?.addEventListener("click", () => {
  const isDark = document.documentElement.classList.toggle("dark");
  theme.setAttribute("aria-pressed", String(isDark));
});

provider?.addEventListener("northstar-filterschange", ({ detail }) => {
  if (chosen)
    chosen.textContent = `Período: ${detail.period.preset ?? `${detail.period.start} a ${detail.period.end}`}`;
});

provider?.addEventListener("northstar-error", ({ detail }) =>
  console.error(detail.error.code, detail.tile, detail.kpi),
);
