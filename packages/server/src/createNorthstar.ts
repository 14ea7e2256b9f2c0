import type { IncomingMessage, ServerResponse } from "node:http";
import type { Catalog, Claims, FreshnessReport, LoadLine, LoadRequest, Query } from "@northstar/core";
import type { CubeRuntime } from "./cube/types.ts";
import { ServerError } from "./errors.ts";
import { exportRows } from "./exports/exportRows.ts";
import { exportView } from "./exports/view/exportView.ts";
import { eventsResponse } from "./freshness/eventsResponse.ts";
import { freshnessReport } from "./freshness/report.ts";
import { createWatermarkFeed } from "./freshness/watermarkFeed.ts";
import { createApp } from "./http/app.ts";
import { createLinkTokens } from "./links/linkTokens.ts";
import { createAnswerCache } from "./load/answerCache.ts";
import { readLine } from "./load/answerLine.ts";
import { fromCubeError, toCubeError } from "./load/cubeError.ts";
import { type LoadContext, type LoadParts, loadQueries } from "./load/loadQueries.ts";
import { parseLoadRequest, type RawQuery } from "./load/parseLoadRequest.ts";
import { createPreparer } from "./load/preparedQueries.ts";
import { createWatermarkLook } from "./load/watermarkLook.ts";
import { createMetrics } from "./metrics/createMetrics.ts";
import { buildCatalog, readKpis } from "./model/buildCatalog.ts";
import { createModelReader, type ModelReader } from "./model/modelReader.ts";
import { sourceObjectives } from "./model/sources.ts";
import { type NorthstarOptions, type ResolvedOptions, resolveOptions } from "./options.ts";
import { rewriteQuery } from "./policy/rewriteQuery.ts";
import { resolveTokenSettings } from "./token/settings.ts";
import { signToken, type TokenGrant } from "./token/signToken.ts";
import { createTokenVerifier } from "./token/tokenVerifier.ts";

/** A running Northstar: everything under the policy of the token, or of the claims, it is asked with. */
export interface Northstar {
  /** Answers `/northstar/v1/*`, `/healthz`, `/readyz`; mount it in any framework that speaks `Request` and `Response`. */
  fetch(request: Request): Promise<Response>;
  /** @throws ServerError `grant_invalid` */
  signToken(grant: TokenGrant): Promise<string>;
  /** @throws ServerError with a `token_*` code */
  verifyToken(token: string): Promise<Claims>;
  /** What `POST /northstar/v1/load` answers, line by line in the order asked. @throws ServerError when the request as a whole is wrong */
  load(queries: LoadRequest["queries"], claims: Claims): Promise<LoadLine[]>;
  catalog(claims: Claims): Promise<Catalog>;
  freshness(claims: Claims): Promise<FreshnessReport>;
  /** Cube's own REST API under the same tokens and policy and, in development, its playground: for a Node server. */
  handle(req: IncomingMessage, res: ServerResponse): void;
  readonly production: boolean;
  /** Origins whose pages may call. */
  readonly allowedOrigins: readonly string[];
  /** The semantic layer it runs on. */
  readonly runtime: CubeRuntime;
  /** Brings rollups up to date, so that no question waits for one. With a refresh worker that is done whenever watermarks move, and a watermark is believed afterwards. */
  prepare(): Promise<void>;
  /** Ends the event streams, so that a server in front can close. Streams asked for later end at once. */
  endStreams(): void;
  /** Ends streams and the Cube runtime; answers 503 from then on. Calling it again does nothing. */
  close(): Promise<void>;
}

/**
 * So long after the last commit all rollups have followed: the model's own follow rows at once, at most a minute later (funnel, campaigns)
 * or four (what people are), and some seconds are for building. Decision 008.
 */
const SETTLE_SECONDS = [65, 245];

/** For what views ask, checked and with the policy in it: some thousand queries. */
const PREPARED_BYTES = 16 * 1024 * 1024;

/**
 * Starts Northstar on a Cube runtime and a warehouse's watermarks.
 * @throws ServerError `secret_missing`, `secret_short`, `secret_known` (in production), `option_invalid`
 */
export async function createNorthstar(options: NorthstarOptions): Promise<Northstar> {
  resolveTokenSettings(options);
  const resolved = resolveOptions(options);
  const verify = createTokenVerifier(options);
  const { runtime, model } = await startRuntime(options, resolved, async (token) => (await verify(token)).claims);
  const { onError, now } = resolved;
  const { watermarks, hooks: receiveHook, audit } = options;
  const closing = new AbortController();
  let closed: Promise<void> | null = null;
  let checked: Promise<void> | null = null;

  const look = createWatermarkLook({
    read: watermarks,
    onWatermark: options.onWatermark,
    onMoved: () => runtime.refresh(),
    prepare: runtime.buildsRollups ? () => runtime.buildRollups() : undefined,
    restSeconds: resolved.gatherSeconds,
    onError: (error) => onError(error, "watermarks"),
  });
  const parts: LoadParts = {
    runtime,
    model,
    watermarks: look,
    answers: createAnswerCache({ maxBytes: resolved.answerCacheBytes }),
    prepare: createPreparer(PREPARED_BYTES),
    concurrency: resolved.concurrency,
    queryTimeoutSeconds: resolved.queryTimeoutSeconds,
    now,
    onError,
  };
  const feed = createWatermarkFeed({
    watermarks,
    onWatermark: options.onWatermark,
    beforeAnnounce: () => look.settle(),
    gatherSeconds: resolved.gatherSeconds,
    settleSeconds: SETTLE_SECONDS,
    settle: () => look.renew(),
    pollSeconds: resolved.pollSeconds,
    onError: (error) => onError(error, "watermarks"),
  });

  /** The watermarks that answers rest on. @throws what reading them failed with */
  async function believed() {
    const state = runtime.buildsRollups ? await look.current() : null;
    return state?.isKnown ? state.watermarks : await watermarks();
  }

  function assertOpen(): void {
    if (closed) throw new ServerError("closing", "The server is closing. Ask again in a moment.");
  }

  async function objectives(claims: Claims) {
    assertOpen();
    const [visible, all] = await Promise.all([model.visible(claims), model.all()]);
    const everyone = sourceObjectives(all);
    return new Map(
      [...sourceObjectives(visible)].map(([source, own]) => [
        source,
        options.sourceSloSeconds?.[source] ?? everyone.get(source) ?? own,
      ]),
    );
  }

  async function catalog(claims: Claims): Promise<Catalog> {
    assertOpen();
    const [visible, all, sample] = await Promise.all([model.visible(claims), model.all(), resolved.sample()]);
    const { timeZone, currency } = resolved;
    const { roles, can } = claims;
    const filters = Object.fromEntries(
      Object.entries(claims.filters).flatMap(([key, values]) => (values ? [[key, values]] : [])),
    );
    const settings = {
      modelVersion: runtime.modelVersion(),
      timeZone,
      currency,
      sample,
      access: { roles, can, filters },
      ...(options.alerts?.tenant === claims.tenant && { alerts: true }),
      ...(options.reports?.tenant === claims.tenant && { reports: true }),
      ...(options.charts?.tenant === claims.tenant && { charts: true }),
      ...(options.suggestions?.tenant === claims.tenant && { suggestions: true }),
      ...(options.usage?.tenant === claims.tenant && { usage: true }),
    };
    return buildCatalog(visible, all, settings, (where, error) => {
      onError(new ServerError("model_invalid", `${where}: its record can't be read. ${error.message}`), "catalog");
    });
  }

  async function freshness(claims: Claims): Promise<FreshnessReport> {
    return freshnessReport(await believed(), await objectives(claims), now());
  }

  async function assertReady(): Promise<void> {
    assertOpen();
    const [index] = await Promise.all([model.all(), watermarks()]);
    if (index.views.size === 0) throw new ServerError("model_invalid", "The model has no public view.");
    checked ??= runtime.checkWarehouse();
    try {
      await checked;
    } catch (error) {
      // What lacks may be made meanwhile.
      checked = null;
      throw fromCubeError(error);
    }
  }

  /** What `POST /northstar/v1/load` answers, to this process itself. */
  async function loadLines(queries: LoadRequest["queries"], claims: Claims): Promise<LoadLine[]> {
    const lines = new Map<string, LoadLine>();
    const context = { claims, requestId: crypto.randomUUID(), signal: closing.signal };
    for await (const part of load(parseLoadRequest({ queries }), context)) {
      for (const line of part.lines) lines.set(line.id, readLine(line));
    }
    return queries.flatMap(({ id }) => lines.get(id) ?? []);
  }

  function load(queries: readonly RawQuery[], context: LoadContext) {
    assertOpen();
    return loadQueries(queries, parts, context);
  }
  const app = createApp({
    options: resolved,
    verify,
    load,
    catalog: ({ claims }) => catalog(claims),
    freshness: ({ claims }) => freshness(claims),
    async events({ claims, expiresAt }, left) {
      const [sources, current] = await Promise.all([objectives(claims), believed()]);
      return eventsResponse({
        feed,
        alerts: options.alerts?.tenant === claims.tenant ? options.alerts : undefined,
        current,
        sources: new Set(sources.keys()),
        endsInMs: expiresAt.getTime() - now().getTime(),
        heartbeatSeconds: resolved.heartbeatSeconds,
        left,
        closing: closing.signal,
      });
    },
    links: {
      tokens: createLinkTokens(options.secret, now),
      // One that can't be read isn't in the catalogue either, which says so.
      allKpis: async () => [...readKpis(await model.all(), () => {}).values()],
    },
    metrics: createMetrics({
      catalog,
      freshness,
      areas: async (claims) => {
        const { views } = await model.visible(claims);
        return new Set([...views.values()].flatMap(({ name, members }) => (members.length > 0 ? [name] : [])));
      },
      history: options.metrics?.history,
      alerts: options.alerts,
      charts: options.charts,
      reports: options.reports,
      uses: options.metrics?.uses,
      readers: options.metrics?.readers,
    }),
    exports: {
      writeRows:
        audit &&
        (async (request, context) => {
          assertOpen();
          const [visible, all] = await Promise.all([model.visible(context.claims), model.all()]);
          const exported = { runtime, prepare: parts.prepare, audit, usage: options.usage, now, onError };
          return exportRows(request, { visible, all }, exported, context);
        }),
      writeView:
        audit &&
        ((request, { claims }) =>
          exportView(request, claims, {
            server: { catalog, freshness, load: loadLines },
            audit,
            usage: options.usage,
            now,
          })),
    },
    reports: { reports: options.reports, schedules: options.reportSchedules, audit, now },
    alerts: options.alerts,
    charts: options.charts,
    suggestions: options.suggestions,
    usage: { usage: options.usage, now },
    integrations: options.integrations,
    hooks:
      receiveHook &&
      (async (...delivery) => {
        assertOpen();
        return receiveHook(...delivery);
      }),
    assertReady,
  });

  return {
    fetch: async (request) => app.fetch(request),
    signToken: (grant) => signToken(grant, options),
    verifyToken: async (token) => (await verify(token)).claims,
    load: loadLines,
    catalog,
    freshness,
    handle: (req, res) => runtime.handle(req, res),
    production: resolved.production,
    allowedOrigins: resolved.allowedOrigins,
    runtime,
    prepare: () => (runtime.buildsRollups ? look.settle() : runtime.buildRollups()),
    endStreams: () => closing.abort(),
    close() {
      closing.abort();
      look.close();
      closed ??= runtime.close();
      return closed;
    },
  };
}

/** A runtime with our token check and our policy in it, and the reader of its model. */
async function startRuntime(
  { cube }: NorthstarOptions,
  { timeZone, production }: ResolvedOptions,
  verify: (token: string) => Promise<Claims>,
): Promise<{ runtime: CubeRuntime; model: ModelReader }> {
  if ("load" in cube) return { runtime: cube, model: createModelReader(cube) };
  // Loaded when it is needed: Cube is heavy, and a host with a runtime of its own has it already.
  const { createCubeRuntime } = await import("./cube/runtime.ts");
  let reader: ModelReader | null = null;
  const runtime = await createCubeRuntime({
    timeZone,
    development: !production,
    ...cube,
    verifyToken: verify,
    async rewriteQuery(query: Query, claims: Claims): Promise<Query> {
      try {
        if (!reader) throw new ServerError("not_ready", "The model is not read yet.");
        return rewriteQuery(query, claims, await reader.all());
      } catch (error) {
        throw toCubeError(fromCubeError(error));
      }
    },
  });
  reader = createModelReader(runtime);
  return { runtime, model: reader };
}
