/**
 * `profesionales-activos_2026-11-01_2026-11-30.csv`: plain letters, so that every system takes it.
 * @param moments that it is of, of which the days are named
 */
export function fileName(title: string, moments: readonly string[], ending: string): string {
  const plain = title
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${[plain || "northstar", ...moments.map((moment) => moment.slice(0, 10))].join("_")}.${ending}`;
}
