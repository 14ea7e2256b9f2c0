import type { TimeSeries } from "@northstar/react";
import { MONTH_STARTS } from "../support/values.ts";

/** Thirteen months of a wave that rises around `scale`; `gaps` are places without a value. */
export function months(scale: number, gaps: readonly number[] = []): TimeSeries["points"] {
  return MONTH_STARTS.map((start, index) => ({
    start,
    value: gaps.includes(index) ? null : Math.round(scale * (5 + Math.sin(index * 1.7) + index * 0.3)),
    partial: index === MONTH_STARTS.length - 1,
  }));
}

export const THREE: readonly TimeSeries[] = [
  { id: "webinars", title: "Webinars", points: months(2000) },
  { id: "podcasts", title: "Podcasts", points: months(1200) },
  { id: "clips", title: "Clips", points: months(700) },
];

/** Two months of podcasts are missing. */
export const GAPS: readonly TimeSeries[] = THREE.map((one) =>
  one.id === "podcasts" ? { ...one, points: months(1200, [5, 6]) } : one,
);

/** Months that are all over. */
export const WHOLE: readonly TimeSeries[] = THREE.map((one) => ({
  ...one,
  points: one.points.map((point) => ({ ...point, partial: false })),
}));

/** Five kinds and what is left of the others. */
export const SIX: readonly TimeSeries[] = ["Webinars", "Podcasts", "Clips", "Casos", "Guías", "Otros (19)"].map(
  (title, index) => ({ id: title, title, points: months(2200 - index * 340) }),
);

export const LONG_NAMES: readonly TimeSeries[] = [
  "Profesionales activos de la red de hospitales universitarios",
  "Enfermería de atención primaria en zonas rurales",
  "Otros",
].map((title, index) => ({ id: title, title, points: months(2000 - index * 600) }));

export const NOTHING: readonly TimeSeries[] = [
  {
    id: "none",
    title: "Nada",
    points: months(1).map((point) => ({ ...point, value: null })),
  },
];

/** 100,000 hours from 2015 on: a season, a day and a night, and half a year that is missing. */
export const MANY = Float64Array.from({ length: 100_000 }, (_, hour) => {
  if (hour >= 40_000 && hour < 44_380) return Number.NaN;
  const season = 400 * Math.sin((hour / 8760) * 2 * Math.PI);
  return Math.round(1200 + season + (hour % 24 < 8 ? -300 : 150) + ((hour * 7919) % 211));
});
export const MANY_STARTS = { first: "2015-06-27T00:00" };
