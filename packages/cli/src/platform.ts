import { SOURCES, type SourceId } from "@northstar/core";
import {
  type IngestRuntime,
  lockDown,
  onCommit,
  openWarehouse,
  readWarehouseInfo,
  readWatermarks,
  startIngest,
  type Warehouse,
} from "@northstar/ingest";
import {
  createMetricReaders,
  createNorthstar,
  createUsage,
  type Northstar,
  readMetricHistory,
  readReportBaselines,
} from "@northstar/server";
import {
  createReportStore,
  createReports,
  createScheduleStore,
  createSchedules,
  type Schedules,
} from "@northstar/server/reports";
import { type AppState, createAudit, createChartStore, createCharts, openAppState } from "@northstar/server/state";
import type { Suggestions } from "@northstar/server/suggestions";
import { type AlertsRuntime, openAlerts } from "./alerts/openAlerts.ts";
import { describeFault } from "./describeFault.ts";
import { type Installation, readSecret } from "./installation.ts";
import { historyPathOf, lockPathOf } from "./metrics/lockPaths.ts";
import { openSuggestions } from "./suggestions/openSuggestions.ts";

/** A warehouse and the server over it, in this process. */
export interface Platform {
  warehouse: Warehouse;
  northstar: Northstar;
  /** Whether it holds a sample community. */
  isSample: boolean;
  /** Tells ingestion what the model promises of each source's age; the model has to be compiled for it. */
  learnObjectives(): Promise<void>;
  /** Begins to evaluate rules and to send messages; worth it once the first answers are there. */
  startAlerts(): Promise<void>;
  /** Resolves when all that ingestion has accepted is in the warehouse, or set aside. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface PlatformOptions {
  installation: Installation;
  production: boolean;
  /** Origins of the portals whose pages may call the server. */
  allowedOrigins?: readonly string[];
  /** Whether this process keeps rollups up to date. */
  refreshWorker: boolean;
  /** Whether it takes what senders post and asks the sources. */
  ingest: boolean;
  /** Whether it keeps what people decide: alert rules and their messages, reviews, on `NORTHSTAR_STATE_URL` or embedded in the installation. */
  appState?: boolean | undefined;
  /** The page that messages lead to. */
  portalUrl?: string | undefined;
  /** The page of reviews, where it is another. @default portalUrl */
  reviewsUrl?: string | undefined;
  /** The page of suggestions, where it is another. @default portalUrl */
  suggestionsUrl?: string | undefined;
  /** Settings and secrets of ingestion. @default process.env */
  environment?: NodeJS.ProcessEnv | undefined;
  /** The same for an installation that holds a sample; what `environment` says comes before. */
  sampleEnvironment?: NodeJS.ProcessEnv | undefined;
}

/**
 * Opens the warehouse of an installation and the server over it, sharing one DuckDB instance.
 *
 * @throws IngestError `warehouse_locked` when another process holds the warehouse, `warehouse_missing` when there is none.
 * @throws ServerError `state_unavailable`, and as `openAlerts`
 */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { installation, production } = options;
  const secret = readSecret(installation, production);
  const warehouse = await openWarehouse({ path: installation.warehousePath });
  const sloSeconds: Partial<Record<SourceId, number>> = {};
  let ingest: IngestRuntime | null = null;
  let state: AppState | null = null;
  let alerts: AlertsRuntime | null = null;
  let suggestions: Suggestions | null = null;
  let schedules: Schedules | null = null;
  const environment = options.environment ?? process.env;
  try {
    const isSample = (await readWarehouseInfo(warehouse)).sample === "true";
    if (options.ingest) {
      const { dataDir } = installation;
      ingest = await startIngest({
        warehouse,
        dataDir,
        environment: { ...(isSample && options.sampleEnvironment), ...environment },
        poll: true,
        sloSeconds,
      });
    }
    if (options.appState) {
      state = await openAppState({
        url: environment.NORTHSTAR_STATE_URL,
        dataDir: installation.dataDir,
        onError: (error) => console.warn(`app state: ${describeFault(error)}`),
      });
      const scheduleStore = createScheduleStore(state, warehouse.tenant);
      alerts = await openAlerts({
        installation,
        state,
        tenant: warehouse.tenant,
        secret,
        environment,
        portalUrl: options.portalUrl,
        reviewsUrl: environment.NORTHSTAR_REVIEWS_URL ?? options.reviewsUrl,
        suggestionsUrl: environment.NORTHSTAR_SUGGESTIONS_URL ?? options.suggestionsUrl,
        reviewTitle: async (id) => (await scheduleStore.schedule(id))?.schedule.title ?? null,
        warn: (line) => console.warn(line),
      });
      suggestions = await openSuggestions({
        installation,
        state,
        tenant: warehouse.tenant,
        environment,
        ways: alerts,
        warn: (line) => console.warn(line),
        isSample,
      });
    }
    const usage =
      ingest &&
      createUsage({
        tenant: warehouse.tenant,
        append: ingest.appendUsage,
        baselineMinutes: readReportBaselines(environment.NORTHSTAR_REPORT_BASELINE_MINUTES),
      });
    const readers = createMetricReaders({ tenant: warehouse.tenant });
    const reports =
      state && createReports({ store: createReportStore(state, warehouse.tenant), usage: usage ?? undefined });
    if (state && reports && alerts) {
      schedules = createSchedules({
        store: createScheduleStore(state, warehouse.tenant),
        reports,
        outbox: alerts.outbox,
        delivery: alerts.delivery,
        onError: (error) => console.warn(`reviews: ${describeFault(error)}`),
      });
    }
    await lockDown(warehouse, [installation.dataDir]);
    const northstar = await createNorthstar({
      secret,
      production,
      timeZone: installation.timeZone,
      currency: "USD",
      allowedOrigins: options.allowedOrigins ?? [],
      cube: {
        modelPath: installation.modelPath,
        instance: warehouse.instance,
        development: !production,
        refreshWorker: options.refreshWorker,
      },
      watermarks: () => readWatermarks(warehouse),
      onWatermark: (listener) => onCommit(warehouse, listener),
      hooks: ingest?.hooks,
      alerts: alerts?.port,
      charts: state ? createCharts({ store: createChartStore(state, warehouse.tenant) }) : undefined,
      suggestions: suggestions?.port,
      usage: usage ?? undefined,
      integrations: ingest?.integrations,
      reports: reports?.port,
      reportSchedules: schedules?.port,
      metrics: {
        history: () => readMetricHistory(historyPathOf(lockPathOf(installation.modelPath))),
        readers: readers.port,
      },
      audit: state ? createAudit(state) : undefined,
      sample: async () => (await readWarehouseInfo(warehouse)).sample === "true",
    });
    readers.start(northstar);
    reports?.start(northstar);
    schedules?.attach(northstar);
    suggestions?.start(northstar);
    return {
      warehouse,
      northstar,
      isSample,
      startAlerts: async () => {
        await alerts?.start(northstar);
        schedules?.start();
      },
      async learnObjectives() {
        const reader = { sub: "ingest", tenant: warehouse.tenant, roles: ["analyst" as const], filters: {}, can: [] };
        for (const { source, sloSeconds: seconds } of (await northstar.freshness(reader)).sources) {
          if (isSourceId(source)) sloSeconds[source] = seconds;
        }
      },
      settle: async () => {
        await ingest?.settle();
      },
      close: async () => {
        await schedules?.close();
        await suggestions?.close();
        await alerts?.close();
        await northstar.close();
        await state?.close();
        await ingest?.close();
        await warehouse.close();
      },
    };
  } catch (error) {
    await suggestions?.close();
    await alerts?.close();
    await state?.close();
    await ingest?.close();
    await warehouse.close();
    throw error;
  }
}

function isSourceId(name: string): name is SourceId {
  return (SOURCES as readonly string[]).includes(name);
}
