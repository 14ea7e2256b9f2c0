import type {
  AlertsPort,
  IntegrationsPort,
  MetricHistory,
  MetricReadersPort,
  MetricUsesPort,
  PackSchedulesPort,
  ReportsPort,
  SourceWatermark,
  SuggestionsPort,
  UsagePort,
} from "@northstar/core";
import type { ChartsPort } from "@northstar/core/own-charts";
import type { CubeRuntime, CubeRuntimeOptions } from "./cube/types.ts";
import { ServerError } from "./errors.ts";
import type { ReceiveHook } from "./http/hookRoute.ts";
import type { AuditEntry } from "./state/createAudit.ts";
import { isProduction, type TokenSettings } from "./token/settings.ts";

/** Where the semantic layer is: what to start one with, or a running one. */
export type CubeOption =
  | CubeRuntime
  | (Omit<CubeRuntimeOptions, "verifyToken" | "rewriteQuery" | "timeZone" | "development"> &
      Partial<Pick<CubeRuntimeOptions, "timeZone" | "development">>);

/** Options of `createNorthstar`. The token settings among them hold for `signToken` and for every request. */
export interface NorthstarOptions extends TokenSettings {
  /** A runtime that is passed in is closed by `close()` too. Its own REST endpoints keep the policy it was made with. */
  cube: CubeOption;
  /** How far each source is ingested. */
  watermarks: () => Promise<readonly SourceWatermark[]>;
  /** Calls the listener at each commit; returns how to stop. Without it the watermarks are polled. */
  onWatermark?: ((listener: (watermarks: SourceWatermark[]) => void) => () => void) | undefined;
  /** Zone in which periods are cut. @default "America/Bogota" */
  timeZone?: string | undefined;
  /** ISO 4217 code of money. @default "USD" */
  currency?: string | undefined;
  /** Whether the warehouse holds generated sample data. @default false */
  sample?: boolean | (() => Promise<boolean>) | undefined;
  /** Origins that a browser may call from, exactly (`https://intranet.example`), or `*`. @default none */
  allowedOrigins?: readonly string[] | undefined;
  /** Objectives that differ from the tightest KPI of the source. */
  sourceSloSeconds?: Readonly<Record<string, number>> | undefined;
  /** Queries of one request that run at a time. @default 6 */
  concurrency?: number | undefined;
  /** @default 60 */
  queryTimeoutSeconds?: number | undefined;
  /** Memory for answers that may be given again, bytes; 0 keeps none. @default 67108864 */
  answerCacheBytes?: number | undefined;
  /** @default 15 */
  heartbeatSeconds?: number | undefined;
  /** Advances of watermarks within this time are announced together: what moves all the time makes no view ask all the time. @default 15 */
  gatherSeconds?: number | undefined;
  /** How often watermarks are polled without `onWatermark`. @default 5 */
  pollSeconds?: number | undefined;
  /** Rules and what they found, as `createAlerts` of `@northstar/server/alerts` makes them. @default none: its endpoints answer 503 */
  alerts?: AlertsPort | undefined;
  /** Business reviews, as `createReports` of `@northstar/server/reports` makes them. @default none: their endpoints answer 503 */
  reports?: ReportsPort | undefined;
  /** Reviews that go out by themselves, as `createSchedules` of `@northstar/server/reports` makes them. @default none: their endpoints answer 503 */
  reportSchedules?: PackSchedulesPort | undefined;
  /** Charts that people make and their boards, as `createCharts` of `@northstar/server/state` makes it. @default none: its endpoints answer 503 */
  charts?: ChartsPort | undefined;
  /** Suggestions and comments, as `createSuggestions` of `@northstar/server/suggestions` makes them. @default none: their endpoints answer 503 */
  suggestions?: SuggestionsPort | undefined;
  /** Takes down what people use, as `createUsage` makes it. @default none: its endpoint answers 503, and no report is counted */
  usage?: UsagePort | undefined;
  /** Administration of ingestion, as `createIntegrations` of `@northstar/ingest` makes it. @default none: its endpoints answer 503 */
  integrations?: IntegrationsPort | undefined;
  /** Takes what senders post to `/northstar/v1/hooks/<name>`, as `createHooks` of `@northstar/ingest` makes it. @default none: 404 */
  hooks?: ReceiveHook | undefined;
  /** Writes down who did what, as `createAudit` of `@northstar/server/state` makes it. @default none: no file is written, since nobody could say who took it */
  audit?: ((entry: AuditEntry) => Promise<void>) | undefined;
  /** What the catalogue of metrics tells beyond the model's own records. @default none of it is told */
  metrics?: MetricsOptions | undefined;
  /** Told of every fault of the server's own, never of a caller's. @default writes to standard error */
  onError?: ((error: unknown, requestId: string) => void) | undefined;
}

/** Parts of the catalogue of metrics, each of which may lack. */
export interface MetricsOptions {
  /** The definition of each version, as `readMetricHistory` reads it: asked when an analyst looks at a metric. */
  history?: (() => Promise<MetricHistory | null>) | undefined;
  /** Charts, boards and reports that show a metric. */
  uses?: MetricUsesPort | undefined;
  /** Who looked at a metric lately. */
  readers?: MetricReadersPort | undefined;
}

/** The options with defaults filled and checked, but for the token settings and Cube. */
export interface ResolvedOptions {
  production: boolean;
  timeZone: string;
  currency: string;
  sample: () => Promise<boolean>;
  allowedOrigins: readonly string[];
  concurrency: number;
  queryTimeoutSeconds: number;
  answerCacheBytes: number;
  heartbeatSeconds: number;
  gatherSeconds: number;
  pollSeconds: number;
  now: () => Date;
  onError: (error: unknown, requestId: string) => void;
}

/** @throws ServerError `option_invalid`, naming the option */
export function resolveOptions(options: NorthstarOptions): ResolvedOptions {
  const { sample = false, allowedOrigins = [], timeZone = "America/Bogota", currency = "USD" } = options;
  for (const origin of allowedOrigins) checkOrigin(origin);
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch (cause) {
    throw invalid("timeZone", `${JSON.stringify(timeZone)} is not an IANA zone such as America/Bogota`, cause);
  }
  if (!/^[A-Z]{3}$/.test(currency))
    throw invalid("currency", `${JSON.stringify(currency)} is not an ISO 4217 code such as USD`);
  return {
    production: options.production ?? isProduction(),
    timeZone,
    currency,
    sample: typeof sample === "function" ? sample : async () => sample,
    allowedOrigins,
    concurrency: positive("concurrency", options.concurrency ?? 6),
    queryTimeoutSeconds: positive("queryTimeoutSeconds", options.queryTimeoutSeconds ?? 60),
    answerCacheBytes:
      options.answerCacheBytes === 0 ? 0 : positive("answerCacheBytes", options.answerCacheBytes ?? 67_108_864),
    heartbeatSeconds: positive("heartbeatSeconds", options.heartbeatSeconds ?? 15),
    gatherSeconds: positive("gatherSeconds", options.gatherSeconds ?? 15),
    pollSeconds: positive("pollSeconds", options.pollSeconds ?? 5),
    now: options.now ?? (() => new Date()),
    onError: options.onError ?? ((error, requestId) => console.error(`northstar: request ${requestId} failed:`, error)),
  };
}

function positive(name: string, value: number): number {
  if (!(value > 0)) throw invalid(name, `${value} is not a positive number`);
  return value;
}

function checkOrigin(origin: string): void {
  if (origin === "*") return;
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
    throw invalid(
      "allowedOrigins",
      `${JSON.stringify(origin)} is not an origin such as https://intranet.example (no path, no slash at the end)`,
    );
  }
}

function invalid(option: string, why: string, cause?: unknown): ServerError {
  return new ServerError("option_invalid", `Option ${option}: ${why}.`, { members: [option], cause });
}
