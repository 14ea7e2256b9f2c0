import type { Claims, Problem, SuggestionRefusal, SuggestionsPort, SuggestionView } from "@northstar/core";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { ServerError } from "../../errors.ts";
import type { AppEnv } from "../../http/authenticate.ts";
import { problemResponse, toProblem } from "../../http/problem.ts";
import { readJsonBody } from "../../load/readBody.ts";
import {
  parseEdit,
  parseFilter,
  parseInput,
  parsePeople,
  parseRead,
  parseReply,
  parseStatusChange,
  parseTakeBack,
} from "./parseSuggestionBody.ts";

/** Below `/northstar/v1/suggestions`: suggestions, comments and experiments as the token's roles and row filters see them. */
export function suggestionRoutes(
  port: SuggestionsPort | undefined,
  authenticated: MiddlewareHandler<AppEnv>,
): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use("*", authenticated);

  routes.get("/", async (context) => {
    const { suggestions, claims } = reader(context);
    return answer(context, await suggestions.list(claims, parseFilter(context.req.query())));
  });
  routes.post("/", async (context) => {
    const { suggestions, claims } = reader(context);
    const input = parseInput(
      await body(context, '{"kind": "comment", "anchor": {"kind": "kpi", "kpi": "…"}, "text": "…"}'),
    );
    return answered(context, await suggestions.create(claims, input), 201);
  });
  routes.get("/people", async (context) => {
    const { suggestions, claims } = reader(context);
    const people = await suggestions.people(claims, parsePeople(context.req.query()));
    return answer(context, { people: known(people, "KPI") });
  });
  routes.get("/notices", async (context) => {
    const { suggestions, claims } = reader(context);
    return answer(context, await suggestions.notices(claims));
  });
  routes.post("/notices/read", async (context) => {
    const { suggestions, claims } = reader(context);
    await suggestions.readNotices(claims, parseRead(await body(context, '{"ids": ["…"]}')));
    return answer(context, { done: true });
  });
  routes.get("/:id", async (context) => {
    const { suggestions, claims } = reader(context);
    return answer(context, known(await suggestions.get(claims, id(context))));
  });
  routes.get("/:id/result", async (context) => {
    const { suggestions, claims } = reader(context);
    return answer(context, known(await suggestions.result(claims, id(context)), "experiment"));
  });
  routes.post("/:id/replies", async (context) => {
    const { suggestions, claims } = reader(context);
    const text = parseReply(await body(context, '{"text": "…"}'));
    return answered(context, known(await suggestions.reply(claims, id(context), text)), 201);
  });
  routes.post("/:id/status", async (context) => {
    const { suggestions, claims } = reader(context);
    const { status, basedOn } = parseStatusChange(await body(context, '{"status": "accepted", "basedOn": 1}'));
    return answered(context, known(await suggestions.setStatus(claims, id(context), status, basedOn)));
  });
  routes.post("/:id/text", async (context) => {
    const { suggestions, claims } = reader(context);
    const { text, basedOn } = parseEdit(await body(context, '{"text": "…", "basedOn": 1}'));
    return answered(context, known(await suggestions.edit(claims, id(context), text, basedOn)));
  });
  routes.post("/:id/take-back", async (context) => {
    const { suggestions, claims } = reader(context);
    const basedOn = parseTakeBack(await body(context, '{"basedOn": 1}'));
    return answered(context, known(await suggestions.takeBack(claims, id(context), basedOn)));
  });
  return routes;

  /** @throws ServerError `suggestions_unavailable` */
  function reader({ var: { verified } }: Context<AppEnv>): { suggestions: SuggestionsPort; claims: Claims } {
    const { claims } = verified;
    if (port?.tenant === claims.tenant) return { suggestions: port, claims };
    throw new ServerError("suggestions_unavailable", "This server keeps no suggestions for your organisation.");
  }
}

function known<T>(value: T | null, what = "suggestion"): T {
  if (value !== null) return value;
  throw new ServerError("not_found", `There is no such ${what}. It may be taken back, or not for you to see.`);
}

/** What was done; or why not, with what is there now where somebody else was first. */
function answered(context: Context<AppEnv>, result: object | SuggestionRefusal, status: 200 | 201 = 200): Response {
  if (!("refused" in result)) return answer(context, result, status);
  const { refused, message, fields = [], present } = result as SuggestionRefusal;
  const error = new ServerError(refused, message, { members: fields.map(({ path }) => path), fields });
  if (!present) throw error;
  const problem: Problem & { present: SuggestionView } = { ...toProblem(error), present };
  return problemResponse(problem);
}

const id = (context: Context<AppEnv>) => context.req.param("id") ?? "";
const body = (context: Context<AppEnv>, example: string) => readJsonBody(context.req.raw, example);

/** Never kept: the next reader may see less. */
function answer(context: Context<AppEnv>, value: object, status: 200 | 201 = 200): Response {
  return context.json(value, status, { "cache-control": "no-store" });
}
