import {
  advancedSources,
  type Catalog,
  type FreshnessReport,
  mergeWatermarks,
  type Query as NorthstarQuery,
  type SourceWatermark,
} from "@northstar/core";
import { type Query, QueryClient } from "@tanstack/query-core";
import { NorthstarError } from "../errors.ts";
import { type Answer, BatchLoader } from "../transport/batch.ts";
import { type Fetch, Http } from "../transport/Http.ts";
import { startLiveFeed } from "../transport/liveFeed.ts";
import { type GetToken, TokenSource } from "../transport/token.ts";
import { Clock } from "./clock.ts";
import { SharedQuery } from "./sharedQuery.ts";

export interface NorthstarClientOptions {
  apiUrl: string;
  getToken: GetToken;
  fetch?: Fetch | undefined;
  now: () => Date;
}

/** A freshness report and how far the server's clock is ahead of this one. */
export interface FreshnessState {
  report: FreshnessReport;
  skewMs: number;
}

const CATALOG_KEY = ["catalog"] as const;
const FRESHNESS_KEY = ["freshness"] as const;

/** However fast data come in, a tile asks again at most this often. */
const REFETCH_EVERY_MS = 5000;
const MAX_RETRIES = 2;
/** How long answers are kept for a provider that was taken off the page. */
const FORGET_AFTER_MS = 5000;

/** Everything behind one provider, without React: its token, its transport and its cache. Two of them share nothing. */
export class NorthstarClient {
  readonly apiUrl: string;
  readonly http: Http;
  readonly queries: QueryClient;
  readonly clock: Clock;
  readonly catalog: SharedQuery<Catalog>;
  readonly freshness: SharedQuery<FreshnessState>;
  readonly #now: () => Date;
  readonly #loader: BatchLoader;
  #subject: string | null = null;
  #woken = new Set<() => void>();
  readonly #watermarks = new Map<string, SourceWatermark>();
  #advanced = new Set<string>();
  #refetchTimer: ReturnType<typeof setTimeout> | null = null;
  #forgetTimer: ReturnType<typeof setTimeout> | null = null;

  constructor({ apiUrl, getToken, fetch, now }: NorthstarClientOptions) {
    this.apiUrl = apiUrl;
    this.#now = now;
    this.clock = new Clock(now);
    this.http = new Http({
      apiUrl,
      fetch,
      token: new TokenSource(getToken, now, (subject) => this.#setSubject(subject)),
    });
    this.#loader = new BatchLoader(this.http);
    this.queries = new QueryClient({
      defaultOptions: {
        queries: {
          // Data grow old when a watermark advances, not with time.
          staleTime: Number.POSITIVE_INFINITY,
          refetchOnWindowFocus: false,
          retry: (failures, error) => failures < MAX_RETRIES && isPassing(error),
        },
      },
    });
    this.catalog = new SharedQuery(this.queries, this.wake, {
      queryKey: CATALOG_KEY,
      queryFn: ({ signal }) => this.#fetchCatalog(signal),
    });
    this.freshness = new SharedQuery(this.queries, this.wake, this.#freshnessOptions);
  }

  get #freshnessOptions() {
    return { queryKey: FRESHNESS_KEY, queryFn: ({ signal }: { signal: AbortSignal }) => this.#fetchFreshness(signal) };
  }

  /** Asks a query, in one request with all that is asked in the same tick. */
  load(query: NorthstarQuery, signal?: AbortSignal, key?: string): Promise<Answer> {
    return this.#loader.load(query, signal, key);
  }

  /** Calls `reader` in the next task, with all others that are woken in this one: answers that came together are drawn together. */
  readonly wake = (reader: () => void): void => {
    this.#woken.add(reader);
    if (this.#woken.size > 1) return;
    setTimeout(() => {
      const woken = this.#woken;
      this.#woken = new Set();
      for (const wake of woken) wake();
    }, 0);
  };

  async #fetchCatalog(signal?: AbortSignal): Promise<Catalog> {
    return (await this.#getJson("/northstar/v1/catalog", signal, "kpis")) as Catalog;
  }

  async #fetchFreshness(signal?: AbortSignal): Promise<FreshnessState> {
    const report = (await this.#getJson("/northstar/v1/freshness", signal, "sources")) as FreshnessReport;
    this.#noteWatermarks(report.sources);
    const skewMs = Date.parse(report.now) - this.#now().getTime();
    // An event may have overtaken the report.
    return { report: mergeWatermarks(report, [...this.#watermarks.values()]), skewMs };
  }

  /** Hears of new data from now on. Returns what ends it. */
  connect(): () => void {
    if (this.#forgetTimer !== null) clearTimeout(this.#forgetTimer);
    this.#forgetTimer = null;
    this.queries.mount();
    const stop = startLiveFeed({
      http: this.http,
      onWatermarks: (watermarks) => this.#applyWatermarks(watermarks),
      onSettled: (sources) => this.#refetch(sources),
      onAlerts: () => void this.queries.invalidateQueries({ queryKey: ["alerts"] }),
      onPoll: () => this.#pollFreshness(),
    });
    return () => {
      stop();
      if (this.#refetchTimer !== null) clearTimeout(this.#refetchTimer);
      this.#refetchTimer = null;
      this.queries.unmount();
      // React may come back at once (StrictMode, a hidden part that is shown again). After that the cache's own timers would hold the
      // answers of a provider that is gone for minutes.
      this.#forgetTimer = setTimeout(() => this.queries.clear(), FORGET_AFTER_MS);
    };
  }

  /** Joins a fetch that is under way. A failure is shown by who reads the report, and the next poll tries again. */
  #pollFreshness(): void {
    void this.queries.fetchQuery({ ...this.#freshnessOptions, staleTime: 0 }).catch(() => {});
  }

  #applyWatermarks(watermarks: readonly SourceWatermark[]): void {
    this.queries.setQueryData<FreshnessState>(
      FRESHNESS_KEY,
      (before) => before && { ...before, report: mergeWatermarks(before.report, watermarks) },
    );
    this.#noteWatermarks(watermarks);
  }

  /** What has advanced since it was last heard of is asked again; what is heard of first is where counting starts. */
  #noteWatermarks(watermarks: readonly SourceWatermark[]): void {
    const known = [...this.#watermarks.values()];
    const newer = watermarks.filter((watermark) => !isOlder(watermark, this.#watermarks.get(watermark.source)));
    for (const watermark of newer) this.#watermarks.set(watermark.source, watermark);
    this.#refetch(
      advancedSources(
        known,
        newer.filter(({ source }) => known.some((old) => old.source === source)),
      ),
    );
  }

  #refetch(sources: readonly string[]): void {
    if (sources.length > 0) this.#loader.forget();
    for (const source of sources) this.#advanced.add(source);
    if (this.#refetchTimer === null) this.#flush();
  }

  #flush(): void {
    this.#refetchTimer = null;
    if (this.#advanced.size === 0) return;
    const advanced = this.#advanced;
    this.#advanced = new Set();
    void this.queries.invalidateQueries({
      predicate: (query) => {
        const dependsOn = sourcesOf(query).filter((source) => advanced.has(source));
        if (dependsOn.length === 0) return false;
        if (query.state.fetchStatus !== "fetching") return true;
        // An answer under way may be older than these data; breaking it off each time would never let a slow one arrive.
        for (const source of dependsOn) this.#advanced.add(source);
        return false;
      },
    });
    this.#refetchTimer = setTimeout(() => this.#flush(), REFETCH_EVERY_MS);
  }

  /** Nothing that one person was shown stays for the next. */
  #setSubject(subject: string): void {
    const before = this.#subject;
    this.#subject = subject;
    if (before === null || before === subject) return;
    this.#loader.forget();
    void this.queries.resetQueries();
  }

  async #getJson(path: string, signal: AbortSignal | undefined, listName: string): Promise<unknown> {
    const response = await this.http.request(path, { accept: "application/json", signal });
    const body: unknown = await response.json().catch(() => null);
    if (typeof body === "object" && body !== null && Array.isArray((body as Record<string, unknown>)[listName]))
      return body;
    throw new NorthstarError(
      "bad_answer",
      `The answer of ${path} doesn't fit what this version of Northstar expects. Check that apiUrl points at a Northstar server of the same version.`,
    );
  }
}

function isOlder(watermark: SourceWatermark, known: SourceWatermark | undefined): boolean {
  return Date.parse(watermark.lastLoadedAt ?? "") < Date.parse(known?.lastLoadedAt ?? "");
}

/** Sources a cached query rests on: those its KPI names, and those its answer named. */
function sourcesOf({ meta, state }: Query): readonly string[] {
  const named = meta?.sources;
  const answered = (state.data as { answer?: Partial<Answer> } | undefined)?.answer?.freshness?.sources;
  return [...(Array.isArray(named) ? (named as string[]) : []), ...(answered ?? [])];
}

/** True for errors that may be gone a second later. */
function isPassing(error: Error): boolean {
  if (!(error instanceof NorthstarError)) return false;
  return error.code === "network" || error.code === "no_answer" || (error.status !== null && error.status >= 502);
}
