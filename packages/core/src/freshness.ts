/** Sources that ingest reads. A host's own model may declare others in the `meta.vocabulary` of its views. */
export const SOURCES = [
  "ga4",
  "crm",
  "email",
  "whatsapp",
  "content",
  "sponsorship",
  "referrals",
  "ops",
  "usage",
] as const;
export type SourceId = (typeof SOURCES)[number];

/** How far a source has been ingested. Times are ISO, UTC. */
export interface SourceWatermark {
  /** A `SourceId`, or one that a host's model declares. */
  source: string;
  /** Greatest event time committed, null before the first. */
  lastEventAt: string | null;
  /** When rows were last committed, null before the first. */
  lastLoadedAt: string | null;
}

/** A watermark held against the source's objective. */
export interface SourceFreshness extends SourceWatermark {
  sloSeconds: number;
  /** Seconds since the source was last ingested; null when it never was. */
  lagSeconds: number | null;
  status: "fresh" | "late" | "never";
}

/** Answer of `GET /northstar/v1/freshness`. */
export interface FreshnessReport {
  now: string;
  sources: readonly SourceFreshness[];
}
