import { ageFreshness, type Catalog, kpiFreshness, type UsageBatch } from "@northstar/core";
import { useEffect } from "react";
import type { FreshnessState, NorthstarClient } from "../provider/client.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { shownKpis } from "./shownKpis.ts";
import { UsageQueue } from "./UsageQueue.ts";

/** How often showings are told. */
const TELL_EVERY_MS = 30_000;
/** Answers come together: they are looked at together. */
const LOOK_AFTER_MS = 500;
/** Who comes back to a page after this opens it anew. */
const NEW_OPENING_MS = 30 * 60_000;

/**
 * Tells the server which KPIs were shown in a view, once for each opening and KPI: their ids, the view's name and the age of the data, nothing of
 * the reader, whom the token names. Draws nothing. It tells nothing where the browser asks not to be followed (Do Not Track, Global Privacy
 * Control), where the server counts nothing, and where it isn't there: hosts leave it out, or switch it off.
 */
export function UsageReporter({ view = null, enabled = true }: UsageReporterProps) {
  const { client, now } = useNorthstarContext();
  useEffect(() => {
    if (!enabled || asksNotToBeFollowed()) return;
    return report(client, view, () => now().getTime());
  }, [client, view, enabled, now]);
  return null;
}

/** Looks at what is shown until it is stopped; tells the rest then. */
function report(client: NorthstarClient, view: string | null, now: () => number): () => void {
  const queue = new UsageQueue({ send: (batch, isLeaving) => tell(client, batch, isLeaving), now });
  let told = new Set<string>();
  let hiddenAt = document.visibilityState === "hidden" ? now() : null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const look = () => {
    const catalog = client.queries.getQueryData<Catalog>(["catalog"]);
    if (catalog?.usage !== true) return;
    const freshness = client.queries.getQueryState<FreshnessState>(["freshness"]);
    // What age the reader was shown comes in a moment.
    if (freshness?.data === undefined && freshness?.status !== "error") return;
    for (const kpi of shownKpis(client, catalog, view)) {
      if (told.has(kpi.id)) continue;
      told.add(kpi.id);
      queue.add({
        id: crypto.randomUUID(),
        view,
        kpi: kpi.id,
        at: now(),
        lagSeconds: lagOf(kpi, freshness.data, now()),
      });
    }
  };
  const lookSoon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      // What comes to a page that nobody sees is shown to nobody.
      if (hiddenAt === null) look();
    }, LOOK_AFTER_MS);
  };
  const leave = () => {
    if (hiddenAt === null) look();
    void queue.flush(true);
  };
  const onVisibility = () => {
    if (document.visibilityState === "hidden") {
      leave();
      hiddenAt = now();
      return;
    }
    if (hiddenAt !== null && now() - hiddenAt >= NEW_OPENING_MS) told = new Set();
    hiddenAt = null;
    lookSoon();
  };

  const stopLooking = client.queries.getQueryCache().subscribe(lookSoon);
  const telling = setInterval(() => void queue.flush(), TELL_EVERY_MS);
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("pagehide", leave);
  lookSoon();
  return () => {
    stopLooking();
    clearInterval(telling);
    if (timer !== null) clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("pagehide", leave);
    leave();
  };
}

function lagOf(
  kpi: { sources: readonly string[]; sloSeconds: number },
  freshness: FreshnessState | undefined,
  now: number,
): number | null {
  if (!freshness) return null;
  const report = ageFreshness(freshness.report, new Date(now + freshness.skewMs));
  return kpiFreshness(kpi, report).lagSeconds;
}

async function tell(client: NorthstarClient, batch: UsageBatch, keepalive: boolean): Promise<void> {
  await client.http.request("/northstar/v1/usage", {
    method: "POST",
    accept: "application/json",
    body: JSON.stringify(batch),
    keepalive,
  });
}

function asksNotToBeFollowed(): boolean {
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean };
  return doNotTrack === "1" || globalPrivacyControl === true;
}

export interface UsageReporterProps {
  /** Short name of the view that is shown, in lower case (`executive`, `my-board`); another name is another opening. @default null, outside of any view */
  view?: string | null;
  /** Whether anything is told. @default true */
  enabled?: boolean;
}
