import type { Catalog } from "@northstar/core";
import type { ChartReader, ChartRefusal, ChartsPort } from "@northstar/core/own-charts";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { ServerError, type ServerErrorCode } from "../errors.ts";
import type { AppEnv } from "../http/authenticate.ts";
import { readJsonBody } from "../load/readBody.ts";
import type { VerifiedToken } from "../token/verifyToken.ts";
import { parseBoard, parseChartChange, parseDeletion } from "./parseChartBody.ts";

type ReadCatalog = (verified: VerifiedToken) => Promise<Catalog>;

/** Below `/northstar/v1/charts`: charts of one's own and those shared with one's roles. Their numbers are asked for by `/load`, under the reader's token. */
export function chartRoutes(
  port: ChartsPort | undefined,
  catalog: ReadCatalog,
  authenticated: MiddlewareHandler<AppEnv>,
): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use("*", authenticated);
  const opened = (context: Context<AppEnv>) => open(context, port, catalog);

  routes.get("/", async (context) => {
    const { charts, reader } = await opened(context);
    return answer(context, { charts: await charts.list(reader), mayWrite: isWriter(charts, reader) });
  });
  routes.get("/:id", async (context) => {
    const { charts, reader } = await opened(context);
    return answer(context, known(await charts.get(reader, idOf(context)), "chart"));
  });
  routes.get("/:id/versions", async (context) => {
    const { charts, reader } = await opened(context);
    return answer(context, { versions: known(await charts.versions(reader, idOf(context)), "chart") });
  });
  routes.post("/", async (context) => {
    const { charts, reader } = await opened(context);
    assertWriter(charts, reader);
    const example = '{"id": null, "chart": {…}, "sharedWith": [], "basedOn": null}';
    const { chart, basedOn } = parseChartChange(await readJsonBody(context.req.raw, example));
    return answer(context, accepted(known(await charts.save(reader, chart, basedOn), "chart")));
  });
  routes.post("/:id/delete", async (context) => {
    const { charts, reader } = await opened(context);
    const { basedOn } = parseDeletion(await readJsonBody(context.req.raw, '{"basedOn": 3}'));
    return answer(context, accepted(known(await charts.remove(reader, idOf(context), basedOn), "chart")));
  });
  return routes;
}

/** Below `/northstar/v1/boards`: the reader's own boards. Every role keeps some. */
export function boardRoutes(
  port: ChartsPort | undefined,
  catalog: ReadCatalog,
  authenticated: MiddlewareHandler<AppEnv>,
): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use("*", authenticated);
  const opened = (context: Context<AppEnv>) => open(context, port, catalog);

  routes.get("/", async (context) => {
    const { charts, reader } = await opened(context);
    return answer(context, { boards: await charts.boards(reader) });
  });
  routes.post("/", async (context) => {
    const { charts, reader } = await opened(context);
    const example = '{"id": "main", "title": "", "items": [], "basedOn": null}';
    const { board, basedOn } = parseBoard(await readJsonBody(context.req.raw, example));
    return answer(context, accepted(await charts.saveBoard(reader, board, basedOn)));
  });
  routes.post("/:id/delete", async (context) => {
    const { charts, reader } = await opened(context);
    const { basedOn } = parseDeletion(await readJsonBody(context.req.raw, '{"basedOn": 3}'));
    return answer(context, accepted(known(await charts.removeBoard(reader, idOf(context), basedOn), "board")));
  });
  return routes;
}

/** @throws ServerError `charts_unavailable` */
async function open(
  { var: { verified } }: Context<AppEnv>,
  port: ChartsPort | undefined,
  catalog: ReadCatalog,
): Promise<{ charts: ChartsPort; reader: ChartReader }> {
  const { claims } = verified;
  if (port?.tenant !== claims.tenant) {
    throw new ServerError("charts_unavailable", "This server keeps no charts for your organisation.");
  }
  return { charts: port, reader: { claims, catalog: await catalog(verified) } };
}

function isWriter({ writers }: ChartsPort, { claims }: ChartReader): boolean {
  return claims.roles.some((role) => writers.includes(role));
}

/** @throws ServerError `role_missing` */
function assertWriter(charts: ChartsPort, reader: ChartReader): void {
  if (isWriter(charts, reader)) return;
  const roles = charts.writers.join(", ");
  throw new ServerError(
    "role_missing",
    `Charts are made by the roles ${roles}. Ask one of them to make it and to share it with you.`,
    {
      members: charts.writers,
    },
  );
}

const REFUSALS: Readonly<Record<ChartRefusal["refused"], ServerErrorCode>> = {
  chart_invalid: "chart_invalid",
  chart_changed: "chart_changed",
  board_changed: "board_changed",
  too_many_charts: "too_many_charts",
};

/** @throws ServerError with the refusal's code */
function accepted<T extends object>(result: T | ChartRefusal): T {
  if (!("refused" in result)) return result as T;
  const { refused, message, fields = [] } = result as ChartRefusal;
  throw new ServerError(REFUSALS[refused], message, { members: fields.map(({ path }) => path), fields });
}

function known<T>(value: T | null, what: string): T {
  if (value !== null) return value;
  throw new ServerError("not_found", `There is no such ${what}. It may be deleted, or not shared with you.`);
}

const idOf = (context: Context<AppEnv>) => context.req.param("id") ?? "";

/** Never kept: the next reader may see less. */
function answer(context: Context<AppEnv>, value: object): Response {
  return context.json(value, 200, { "cache-control": "no-store" });
}
