/** Thirteen months up to the running one, and the same stretch of the month before. Invented. */
export const MONTHS: Readonly<Record<string, { values: readonly (number | null)[]; previous: number | null }>> = {
  active_professionals: {
    values: [5480, 5330, 6010, 6380, 6710, 7250, 7310, 7060, 7690, 8120, 8260, 8610, 8412],
    previous: 7906,
  },
  new_registrations: {
    values: [742, 716, 860, 905, 930, 1080, 1022, 905, 1048, 1141, 1112, 1190, 1286],
    previous: 1147,
  },
  k_factor: {
    values: [0.24, 0.28, 0.27, 0.31, 0.34, 0.33, 0.3, 0.28, 0.31, 0.3, 0.29, 0.27, 0.21],
    previous: 0.26,
  },
  content_minutes: {
    values: [
      142_000, 136_500, 152_100, 158_700, 157_300, 176_200, 177_500, 164_000, 184_100, 191_600, 195_900, 209_400,
      214_930,
    ],
    previous: 207_061,
  },
  retention_30: {
    values: [0.51, 0.5, 0.53, 0.52, 0.55, 0.54, 0.56, 0.55, 0.57, 0.58, null, null, null],
    previous: 0.57,
  },
  retention_60: {
    values: [0.36, 0.35, 0.37, 0.36, 0.37, 0.36, 0.35, 0.34, 0.312, null, null, null, null],
    previous: 0.34,
  },
  retention_90: {
    values: [0.24, 0.25, 0.25, 0.26, 0.26, 0.27, 0.275, 0.275, null, null, null, null, null],
    previous: 0.27,
  },
  ilt: { values: [0.36, 0.37, 0.37, 0.38, 0.38, 0.39, 0.39, 0.4, 0.4, 0.4, 0.41, 0.41, 0.417], previous: 0.398 },
  tav: { values: [0.6, 0.6, 0.61, 0.61, 0.62, 0.62, 0.62, 0.62, 0.62, 0.62, 0.62, 0.622, 0.623], previous: 0.622 },
  vnr: { values: [3.1, 3.1, 3.2, 3.3, 3.2, 3.4, 3.4, 3.5, 3.5, 3.6, 3.6, 3.6, 3.84], previous: 3.62 },
  sponsorship_revenue: {
    values: [31_000, 33_100, 30_050, 34_000, 36_000, 35_000, 38_000, 40_100, 39_000, 42_000, 43_000, 44_000, 48_200],
    previous: 44_018,
  },
  sponsorship_cost: {
    values: [12_000, 12_300, 12_000, 13_000, 13_200, 13_000, 14_000, 14_000, 14_200, 14_700, 15_000, 15_300, 15_900],
    previous: 15_274,
  },
  sponsorship_net: {
    values: [19_000, 20_800, 18_050, 21_000, 22_800, 22_000, 24_000, 26_100, 24_800, 27_300, 28_000, 28_700, 32_300],
    previous: 28_744,
  },
  sponsorship_roi: {
    values: [1.58, 1.69, 1.5, 1.62, 1.73, 1.69, 1.71, 1.86, 1.75, 1.86, 1.87, 1.88, 2.03],
    previous: 1.88,
  },
  active_sponsors: { values: [9, 9, 10, 10, 11, 11, 11, 12, 12, 13, 13, 14, 14], previous: 14 },
};

/** Starts of the thirteen months. */
export const MONTH_STARTS: readonly string[] = Array.from({ length: 13 }, (_, index) =>
  new Date(Date.UTC(2025, 10 + index, 1)).toISOString().slice(0, 10),
);

export const TIERS = [
  { tier: "Platino", sponsors: 2, revenue: 22_000 },
  { tier: "Oro", sponsors: 4, revenue: 16_400 },
  { tier: "Plata", sponsors: 5, revenue: 7500 },
  { tier: "Bronce", sponsors: 3, revenue: 2300 },
];

export const FUNNEL_COUNTS = [42_540, 3702, 1814, 1143] as const;
export const FUNNEL_SECONDS = [2 * 86_400, 5 * 86_400, 3 * 86_400] as const;
export const FUNNEL_BY_SOURCE: Readonly<Record<string, readonly number[]>> = {
  "google / organic": [18_240, 1441, 663, 404],
  "meta / cpc": [11_870, 368, 110, 45],
  "linkedin / social": [9310, 950, 522, 345],
  referidos: [3120, 680, 415, 290],
};
