/** The figures that make the community what it is. All shares are of 1, all times in days where not said. */

/** Professionals who joined before the first simulated month. */
export const FOUNDER_SHARE = 0.28;
/** Years over which they joined. */
export const FOUNDER_YEARS = 2;
/** Registrations a month at the end, against the first month. */
export const GROWTH = 2.9;

/** Where people first come from, how many of the registrations it brings, and how many of its visitors register. */
export interface Source {
  source: string;
  medium: string;
  campaign: string | null;
  /** Share of registrations in an ordinary month. */
  weight: number;
  /** Registrations ÷ visitors. */
  conversion: number;
  /** How much better than the average its people stay. */
  quality: number;
}

export const REFERRAL_SOURCE: Source = {
  source: "invitacion",
  medium: "referral",
  campaign: "invita-a-un-colega",
  weight: 0.48,
  conversion: 0.29,
  quality: 1.08,
};

/** Referrals first: {@link REFERRAL_SHARE} says how their weight changes in the bad months. */
export const SOURCES: readonly Source[] = [
  REFERRAL_SOURCE,
  { source: "google", medium: "organic", campaign: null, weight: 0.2, conversion: 0.07, quality: 0.96 },
  { source: "linkedin", medium: "social", campaign: "comunidad", weight: 0.12, conversion: 0.092, quality: 1.02 },
  { source: "meta", medium: "cpc", campaign: "captacion-salud", weight: 0.06, conversion: 0.033, quality: 0.62 },
  { source: "newsletter", medium: "email", campaign: "boletin", weight: 0.06, conversion: 0.12, quality: 1.05 },
  { source: "(direct)", medium: "(none)", campaign: null, weight: 0.08, conversion: 0.068, quality: 0.95 },
];

/** Share of registrations that come by invitation: ordinary months, the bad month (two before the running one), since then. */
export const REFERRAL_SHARE = { ordinary: 0.48, bad: 0.31, after: 0.35 } as const;
/** Invitations that end in a registration. */
export const INVITATION_ACCEPTANCE = 0.42;

/** A person is judged active or not in windows of this length after registration, as the retention KPIs are. */
export const WINDOW_DAYS = 30;
/** Share active in the n-th window, newcomers: windows 1, 2, 3 are retention_30, _60, _90. Campaigns win some back later. */
export const RETENTION = [1, 0.585, 0.392, 0.275, 0.29, 0.31, 0.33, 0.345] as const;
/** The same of the weak cohorts: from the last month whose retention_60 is known up to this many days before now. */
export const WEAK_COHORT = { toDaysAgo: 55, regular: 0.86, retention: [1, 0.57, 0.3, 0.255] } as const;
/** Share of founders active in a window. */
export const FOUNDER_RETENTION = 0.46;
export const FOUNDER_REGULAR_SHARE = 0.4;
/** Part of the newcomers who are regulars, and how often a regular is active in windows 1, 2, 3 and later. */
export const REGULAR_SHARE = 0.24;
export const REGULAR_RETENTION = [1, 0.95, 0.9, 0.87, 0.88] as const;

/** First weeks: share who attend or play something, and share of these who come back on a later day. */
export const FIRST_ATTENDANCE = 0.56;
export const FIRST_RETURN = 0.73;
/** Newcomers who attend nothing but come to look around again. */
export const FIRST_LOOK_AROUND = 0.3;

/** Moments beyond the first in an active window. */
export const EXTRA_MOMENTS = { regular: 0.85, other: 0.2 } as const;
/** What people do in a moment. The rest look around only. */
export const MOMENT_SHARES = { webinar: 0.2, podcast: 0.24, clip: 0.3 } as const;

/** Share of messages that WhatsApp refuses by its cap (131049): ordinary days, and in the bad month and the last days. */
export const WHATSAPP_CAP = { ordinary: 0.018, bad: 0.085 } as const;
