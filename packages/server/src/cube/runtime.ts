import { randomBytes, randomUUID } from "node:crypto";
import type { Claims, MemberAnnotation, Query } from "@northstar/core";
import { classifyError, isContinueWait } from "./classify-error.ts";
import { CubeRuntimeError } from "./errors.ts";
import { hashModel, ModelRepository } from "./model-repository.ts";
import { ensureNative } from "./native-standin.ts";
import { isPlayground, playgroundClaims } from "./playground-claims.ts";
import { quietly } from "./quietly.ts";
import { type OutputRow, transformRows } from "./result/transform.ts";
import type { DriverRow, TransformRequest } from "./result/types.ts";
import { shareNext } from "./share-next.ts";
import type { CubeAnswer, CubeLoadOptions, CubeRuntime, CubeRuntimeOptions } from "./types.ts";

/** How long Cube waits before it says "Continue wait". Its timer outlives the query, so this is also how long a closed runtime may linger. */
const CONTINUE_WAIT_SECONDS = 1;

/** A rollup's first build over a large table may take this long. */
const BUILD_TIMEOUT_SECONDS = 600;

/** One part of an answer as Cube hands it over inside the process. */
interface ResultPart {
  getArray(): readonly DriverRow[];
  getTransformData(): [TransformRequest];
  getRootResultObject(): [
    {
      lastRefreshTime?: string;
      usedPreAggregations?: Record<string, unknown>;
      annotation: Record<"measures" | "dimensions" | "segments" | "timeDimensions", Record<string, MemberAnnotation>>;
    },
  ];
}

interface Context {
  securityContext: Claims;
  requestId: string;
}

/** The reader as which rollups are built and everything public is listed. Asks no queries of its own. */
const SYSTEM: Claims = { sub: "northstar-system", tenant: "default", roles: ["analyst"], filters: {}, can: [] };

/**
 * Cube in this process: a model, the warehouse that ingest writes to, queries as function calls.
 * Cube reads part of its configuration from the environment, so those variables are set for the whole process.
 *
 * @throws CubeRuntimeError `warehouse_time_zone`
 */
export async function createCubeRuntime(options: CubeRuntimeOptions): Promise<CubeRuntime> {
  configureEnvironment();
  const { off } = ensureNative();
  // Only now: these load Cube, which reads the environment as it loads.
  const [
    { NorthstarCore },
    { SharedDuckDBDriver, useUtcSessions },
    { NorthstarDuckDBQuery },
    { createHandler },
    gateway,
  ] = await Promise.all([
    import("./core.ts"),
    import("./duckdb-driver.ts"),
    import("./duckdb-dialect.ts"),
    import("./http.ts"),
    import("./gateway.ts"),
  ]);
  await useUtcSessions(options.instance);

  const apiSecret = randomBytes(32).toString("hex");
  const connections = options.connections ?? 3;
  const rollupSchema = options.rollupSchema ?? "rollups";
  const refreshWorker = options.refreshWorker ?? true;
  const driver = new SharedDuckDBDriver({ instance: options.instance, connections });
  // Cube keeps the state of its in-memory queues for the whole process, by this name.
  const runtimeId = `northstar_${randomUUID()}`;
  const log = options.log ?? logTrouble;

  const repository = new ModelRepository(options.modelPath);
  const core = quietly(
    () =>
      new NorthstarCore({
        apiSecret,
        devServer: options.development,
        telemetry: false,
        schemaPath: options.modelPath,
        repositoryFactory: () => repository,
        logger: (event: string, details: Record<string, unknown>) => log(event, details),
        driverFactory: () => driver,
        dialectFactory: () => NorthstarDuckDBQuery,
        cacheAndQueueDriver: "memory",
        preAggregationsSchema: rollupSchema,
        scheduledRefreshTimer: refreshWorker ? (options.refreshSeconds ?? 30) : false,
        scheduledRefreshTimeZones: [options.timeZone],
        scheduledRefreshContexts: async () => [{ securityContext: SYSTEM }],
        // A model may compile differently for a tenant; answers and rollups carry the tenant in their SQL, so their queue is one.
        contextToAppId: ({ securityContext }: { securityContext?: Partial<Claims> }) =>
          `${runtimeId}_${securityContext?.tenant ?? SYSTEM.tenant}`,
        contextToOrchestratorId: () => runtimeId,
        contextToGroups: async ({ securityContext }: { securityContext?: Partial<Claims> }) => [
          ...(securityContext?.roles ?? []),
        ],
        contextToApiScopes: async (claims: Partial<Claims>) =>
          options.development && isPlayground(claims) ? ["meta", "data", "sql", "graphql", "jobs"] : ["meta", "data"],
        checkAuth: async (req: { securityContext?: Claims }, token?: string) => {
          req.securityContext = await authenticate(token);
        },
        queryRewrite: async (query: Query, { securityContext }: { securityContext: Claims }) =>
          options.rewriteQuery(query, securityContext),
        orchestratorOptions: {
          continueWaitTimeout: CONTINUE_WAIT_SECONDS,
          queryCacheOptions: {
            queueOptions: { concurrency: connections, executionTimeout: options.queryTimeoutSeconds ?? 60 },
          },
          preAggregationsOptions: {
            queueOptions: { concurrency: 1, executionTimeout: BUILD_TIMEOUT_SECONDS },
            externalRefresh: false,
          },
        },
      } as never),
  );
  core.repository = repository;
  core.timeZone = options.timeZone;
  core.development = options.development;
  const handler = await createHandler(core, options.development);

  async function authenticate(token: string | undefined): Promise<Claims> {
    if (token === undefined)
      throw new CubeRuntimeError(
        "token_missing",
        "No token came with the request. Send Authorization: Bearer <token>.",
      );
    if (options.development) {
      const claims = await playgroundClaims(token, apiSecret).catch(() => null);
      if (claims !== null) return claims;
    }
    return options.verifyToken(token);
  }

  /** One round: an answer's parts, or null when Cube wants to be asked again. */
  async function ask(query: Query, context: Context): Promise<readonly ResultPart[] | null> {
    let parts: readonly ResultPart[] | null = null;
    let failure: Error | null = null;
    await core.gateway().load({
      query: query as never,
      context: context as never,
      queryType: "multi" as never,
      apiType: "northstar",
      // Never the last answer in place of a slow new one.
      cacheMode: "must-revalidate",
      res: async (message: unknown) => {
        const answer = message as { getResults?(): readonly ResultPart[] } & Partial<
          import("./gateway.ts").FailedAnswer
        >;
        if (answer.getResults !== undefined) parts = answer.getResults();
        else if (answer.error !== "Continue wait")
          failure = answer[gateway.ERROR] ?? classifyError(new Error(answer.error));
      },
    } as never);
    if (failure !== null) throw failure;
    return parts;
  }

  async function load(
    query: Query,
    claims: Claims,
    { requestId = randomUUID(), signal }: CubeLoadOptions = {},
  ): Promise<CubeAnswer> {
    // Cube takes the same id for the same request asked again and would answer from what it got before: each load has one of its own.
    const context = { securityContext: claims, requestId: `${randomUUID()}-span-${requestId}` };
    const deadline = Date.now() + 1000 * (options.queryTimeoutSeconds ?? 60);
    for (;;) {
      const parts = await abortable(ask(query, context), signal);
      if (parts !== null) return abortable(assemble(parts), signal);
      if (Date.now() > deadline) {
        throw new CubeRuntimeError(
          "query_timeout",
          "The query took too long. Ask for a shorter period or fewer dimensions.",
        );
      }
    }
  }

  let closed = false;
  const builds = shareNext(async () => {
    while (!closed) {
      try {
        const system = { securityContext: SYSTEM };
        await core.runScheduledRefresh(system as never, { timezones: [options.timeZone], throwErrors: true } as never);
        return;
      } catch (error) {
        // A build that takes longer than a round goes on in Cube's queue.
        if (!isContinueWait(error)) throw classifyError(error);
      }
    }
  });

  return {
    load,
    meta: (claims) => metaOf(claims, false),
    metaAll: () => metaOf(SYSTEM, true),
    refresh: () => core.forgetRefreshKeys(),
    buildRollups: builds.request,
    handle: handler,
    modelVersion: () => hashModel(options.modelPath),
    featuresOff: off,
    async close() {
      closed = true;
      await core.beforeShutdown();
      await builds.settled();
      await core.shutdown();
      await driver.release();
    },
  };

  async function metaOf(claims: Claims, everything: boolean) {
    try {
      return {
        cubes: await core
          .gateway()
          .visibleMeta({ securityContext: claims, requestId: randomUUID() } as never, everything),
      };
    } catch (error) {
      throw classifyError(error);
    }
  }
}

async function assemble(parts: readonly ResultPart[]): Promise<CubeAnswer> {
  const data: OutputRow[] = [];
  const annotation: Record<string, MemberAnnotation> = {};
  const usedPreAggregations: Record<string, unknown> = {};
  const refreshTimes: string[] = [];
  for (const part of parts) {
    const [request] = part.getTransformData();
    const [envelope] = part.getRootResultObject();
    try {
      const rows = await transformRows(request, { kind: "rows", rows: part.getArray() });
      for (const row of rows) data.push(row);
    } catch (error) {
      throw classifyError(error);
    }
    const { measures, dimensions, timeDimensions } = envelope.annotation;
    Object.assign(annotation, measures, dimensions, timeDimensions);
    Object.assign(usedPreAggregations, envelope.usedPreAggregations);
    if (envelope.lastRefreshTime !== undefined) refreshTimes.push(envelope.lastRefreshTime);
  }
  // Cells of a nested type (lists, structs) go through as they are, though the query contract names only scalars.
  return {
    data: data as CubeAnswer["data"],
    annotation,
    usedPreAggregations,
    lastRefreshTime: refreshTimes.sort()[0] ?? null,
  };
}

/** The promise's outcome, or `aborted` as soon as the signal says so. */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () =>
      reject(new CubeRuntimeError("aborted", "The query was given up by its caller.", { cause: signal.reason }));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
    promise.catch(() => undefined);
  }
}

function configureEnvironment(): void {
  Object.assign(process.env, {
    CUBEJS_DB_TYPE: "duckdb",
    // Rollups stay in the warehouse: there is no Cube Store here.
    CUBEJS_EXTERNAL_DEFAULT: "false",
    CUBEJS_CACHE_AND_QUEUE_DRIVER: "memory",
    CUBEJS_PRE_AGGREGATIONS_BUILDER: "true",
    CUBEJS_TELEMETRY: "false",
    // Cube's development mode proper makes private members public and shows stacks; the playground needs neither.
    CUBEJS_DEV_MODE: "false",
  });
  process.env.CUBEJS_DB_QUERY_LIMIT ??= "100000";
  // For as long as this Cube keeps a rollup table after its last use, in case a query still reads it.
  process.env.CUBEJS_DB_QUERY_TIMEOUT ??= "2m";
}

function logTrouble(event: string, details: Record<string, unknown>): void {
  const trouble = details.error ?? details.warning;
  if (trouble !== undefined && event !== "Continue wait") console.error(`Cube: ${event}: ${String(trouble)}`);
}
