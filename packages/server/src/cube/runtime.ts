import { randomBytes, randomUUID } from "node:crypto";
import type { Claims, Query } from "@northstar/core";
import { abortable } from "./abortable.ts";
import { assembleAnswer, type ResultPart } from "./answer.ts";
import { classifyError, isContinueWait } from "./classifyError.ts";
import { configureEnvironment } from "./environment.ts";
import { CubeRuntimeError } from "./errors.ts";
import { assertModelExists, ModelRepository, modelStateOf } from "./ModelRepository.ts";
import { ensureNative } from "./nativeStandin.ts";
import { isPlayground, playgroundClaims } from "./playgroundClaims.ts";
import { quietly } from "./quietly.ts";
import { withReadyRollups } from "./readyRollups.ts";
import { shareNext } from "./shareNext.ts";
import { streamRows } from "./streamRows.ts";
import type { CubeAnswer, CubeLoadOptions, CubeRuntime, CubeRuntimeOptions } from "./types.ts";

/** How long Cube waits before it says "Continue wait". Its timer outlives the query, so this is also how long a closed runtime may linger. */
const CONTINUE_WAIT_SECONDS = 1;

/** A rollup's first build over a large table may take this long. */
const BUILD_TIMEOUT_SECONDS = 600;

/** The extension is missing for the whole process: it is said once. */
let saidWhatIsOff = false;

interface Context {
  securityContext: Claims;
  requestId: string;
}

/** The reader as which rollups are built and everything public is listed. Asks no queries of its own. */
const SYSTEM: Claims = { sub: "northstar-system", tenant: "default", roles: ["analyst"], filters: {}, can: [] };

/**
 * Cube in this process: a model, the warehouse that ingest writes to or another one, queries as function calls.
 * Cube reads part of its configuration from the environment, so those variables are set for the whole process.
 *
 * @throws CubeRuntimeError `warehouse_unconfigured`, `driver_missing`, `warehouse_time_zone`, `model_invalid` when there is no model
 */
export async function createCubeRuntime(options: CubeRuntimeOptions): Promise<CubeRuntime> {
  assertModelExists(options.modelPath);
  configureEnvironment();
  const { off } = ensureNative();
  // Only now: these load Cube, which reads the environment as it loads.
  const [{ NorthstarCore }, { connectWarehouse }, { dialectClass }, { createHandler }, gateway] = await Promise.all([
    import("./core.ts"),
    import("./warehouses/connectWarehouse.ts"),
    import("./dialects/dialectClass.ts"),
    import("./http.ts"),
    import("./gateway.ts"),
  ]);

  const apiSecret = randomBytes(32).toString("hex");
  const connections = options.connections ?? 3;
  const rollupSchema = options.rollupSchema ?? "rollups";
  const refreshWorker = options.refreshWorker ?? true;
  const { type, driver } = await connectWarehouse(options, { connections, timeoutSeconds: BUILD_TIMEOUT_SECONDS });
  const dialect = await dialectClass(type);
  // Cube keeps the state of its in-memory queues for the whole process, by this name.
  const runtimeId = `northstar_${randomUUID()}`;
  const log = options.log ?? logTrouble;
  if (off.length > 0 && !saidWhatIsOff) {
    saidWhatIsOff = true;
    log("Native extension missing", { warning: `Off without Cube's native extension: ${off.join(", ")}.`, off });
  }

  const repository = new ModelRepository(options.modelPath);
  const modelState = modelStateOf(options.modelPath, options.development);
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
        dialectFactory: () => dialect,
        cacheAndQueueDriver: "memory",
        preAggregationsSchema: rollupSchema,
        scheduledRefreshTimer: refreshWorker ? (options.refreshSeconds ?? 30) : false,
        scheduledRefreshTimeZones: [options.timeZone],
        scheduledRefreshContexts: async () => [{ securityContext: SYSTEM }],
        // Compiling takes seconds, so it is done once unless the model may differ by tenant. Answers and rollups carry the tenant in
        // their SQL, so their queue is one.
        contextToAppId: ({ securityContext }: { securityContext?: Partial<Claims> }) =>
          modelState().dependsOnReader ? `${runtimeId}_${securityContext?.tenant ?? SYSTEM.tenant}` : runtimeId,
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
    { requestId = randomUUID(), signal, readyRollups = false }: CubeLoadOptions = {},
  ): Promise<CubeAnswer> {
    // Cube takes the same id for the same request asked again and would answer from what it got before: each load has one of its own.
    const context = { securityContext: claims, requestId: `${randomUUID()}-span-${requestId}` };
    const deadline = Date.now() + 1000 * (options.queryTimeoutSeconds ?? 60);
    for (;;) {
      const round = () => ask(query, context);
      const parts = await abortable(readyRollups ? withReadyRollups(round) : round(), signal);
      if (parts !== null) return abortable(assembleAnswer(parts), signal);
      if (Date.now() > deadline) {
        throw new CubeRuntimeError(
          "query_timeout",
          "The query took too long. Ask for a shorter period or fewer dimensions.",
        );
      }
    }
  }

  async function* stream(
    query: Query,
    claims: Claims,
    members: readonly string[],
    { requestId = randomUUID(), signal }: Pick<CubeLoadOptions, "requestId" | "signal"> = {},
  ) {
    const context = { securityContext: claims, requestId: `${randomUUID()}-span-${requestId}` };
    const plan = await abortable(planStream(query, context), signal);
    yield* streamRows(driver, plan, members, signal);
  }

  async function planStream(query: Query, context: Context) {
    for (;;) {
      try {
        return await core.gateway().planStream(query, context as never);
      } catch (error) {
        if (!isContinueWait(error)) throw classifyError(error);
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
    stream,
    meta: (claims) => metaOf(claims, false),
    metaAll: () => metaOf(SYSTEM, true),
    refresh: () => core.forgetRefreshKeys(),
    buildRollups: builds.request,
    async checkWarehouse() {
      const { checkWarehouse } = await import("./warehouses/checkWarehouse.ts");
      const api = await core.getCompilerApi({ securityContext: SYSTEM } as never);
      await checkWarehouse(api, type, (sql, values) => driver.query(sql, values));
    },
    handle: handler,
    buildsRollups: refreshWorker,
    modelVersion: () => modelState().version,
    namesReader: () => modelState().namesReader,
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
        cubes: [
          ...(await core
            .gateway()
            .visibleMeta({ securityContext: claims, requestId: randomUUID() } as never, everything)),
        ],
      };
    } catch (error) {
      throw classifyError(error);
    }
  }
}

function logTrouble(event: string, details: Record<string, unknown>): void {
  const trouble = details.error ?? details.warning;
  if (trouble !== undefined && event !== "Continue wait") console.error(`Cube: ${event}: ${String(trouble)}`);
}
