import { ByPolicy } from "./ByPolicy.ts";
import { classifyError, isContinueWait } from "./classifyError.ts";
import { requireCommonJs } from "./commonjs.ts";
import { CubeRuntimeError, type CubeRuntimeErrorCode } from "./errors.ts";
import { listMaskedMembers } from "./maskedMembers.ts";
import { ModelCompiler } from "./model/ModelCompiler.ts";
import { isPlayground } from "./playgroundClaims.ts";
import { assertDatesReal } from "./queryDates.ts";
import { assertMasksHold, assertMembersVisible, assertOrderAsked, type MemberNames } from "./queryMembers.ts";
import { assertOperatorsFit } from "./queryOperators.ts";
import { queryOrchestrator } from "./queryOrchestrator.ts";
import { assertShape } from "./queryShape.ts";
import type { TransformRequest } from "./result/types.ts";
import type { CubeMetaCube, CubeMetaMember } from "./types.ts";

const { ApiGateway, UserError }: typeof import("@cubejs-backend/api-gateway") =
  requireCommonJs("@cubejs-backend/api-gateway");

const { QueryCache } = queryOrchestrator();

type NormalizeArguments = Parameters<InstanceType<typeof ApiGateway>["getNormalizedQueries"]>;

type Failure = Parameters<InstanceType<typeof ApiGateway>["handleError"]>[0];

/** Codes of refusals that aren't about the query, by status. */
const REFUSALS: Record<number, string> = {
  400: "body_malformed",
  403: "scope_missing",
  413: "body_too_large",
  415: "body_malformed",
};

/** What a reader's token opens, in development as in production. The rest shows SQL, or reaches into what others asked. */
const READER_PATHS: ReadonlySet<string> = new Set(["/cubejs-api/v1/load", "/cubejs-api/v1/meta"]);

/** Where a failed answer's typed error travels: a caller in this process reads it, JSON leaves it out. */
export const ERROR = Symbol("northstar.error");

export interface FailedAnswer {
  error: string;
  code?: CubeRuntimeErrorCode;
  members?: readonly string[];
  [ERROR]?: CubeRuntimeError;
}

const STATUS: Record<CubeRuntimeErrorCode, number> = {
  hidden_member: 403,
  member_masked: 403,
  row_filter_not_applicable: 403,
  bad_query: 400,
  query_timeout: 504,
  token_missing: 401,
  aborted: 499,
  model_invalid: 500,
  warehouse_incomplete: 500,
  warehouse_unavailable: 503,
  warehouse_unconfigured: 500,
  driver_missing: 500,
  warehouse_time_zone: 500,
  internal: 500,
};

/** Cube's gateway, with members checked by name first, a default time zone of its own, and errors that show no SQL. */
export class NorthstarGateway extends ApiGateway {
  timeZone = "UTC";
  readonly #sights = new ByPolicy<Sight>();
  /** Why the model's files as they are now aren't in force; null while they are. */
  modelInvalid: () => CubeRuntimeError | null = () => null;

  override async getNormalizedQueries(...[input, context, ...rest]: NormalizeArguments) {
    const parsed: unknown = this.parseQueryParam(input as never);
    const { names } = await this.#sightOf(context);
    const queries = (Array.isArray(parsed) ? parsed : [parsed]).map((query: object) => {
      assertMembersVisible(query, names);
      assertMasksHold(query, names.masked);
      assertOrderAsked(query);
      assertDatesReal(query);
      assertOperatorsFit(query, (member) => names.types.get(member));
      if ("ungrouped" in query && query.ungrouped === true && !isPlayground(context.securityContext)) {
        throw new CubeRuntimeError(
          "bad_query",
          "'ungrouped' is not allowed: it shows single rows in place of a measure.",
        );
      }
      return { timezone: this.timeZone, ...query };
    });
    return super.getNormalizedQueries(Array.isArray(parsed) ? queries : (queries[0] ?? {}), context, ...rest);
  }

  /** Every query passes here before anything looks at it. */
  override parseQueryParam(...[input]: Parameters<InstanceType<typeof ApiGateway>["parseQueryParam"]>) {
    const query: unknown = super.parseQueryParam(input);
    if (typeof query !== "object" || query === null)
      throw new CubeRuntimeError("bad_query", "A query must be an object.");
    assertShape(query);
    return query as never;
  }

  override handleError(failure: Failure): void {
    if (isContinueWait(failure.e)) {
      super.handleError(failure);
      return;
    }
    const refused = refusalStatus(failure.e);
    if (refused !== null) {
      const code = REFUSALS[refused] ?? "request_invalid";
      this.#refuse(failure, { error: failure.e.message, code }, refused);
      return;
    }
    const error = classifyError(failure.e);
    const status = STATUS[error.code];
    const answer: FailedAnswer = { error: error.message, code: error.code, members: error.members, [ERROR]: error };
    if (status < 500) this.#refuse(failure, answer, status);
    else super.handleError({ ...failure, res: () => failure.res(answer, { status }) });
  }

  /** A caller's mistake is no trouble of the server's: it is logged as what it is, without `error`. */
  #refuse({ context, res }: Failure, answer: { error: string; code?: string }, status: number): void {
    this.log({ type: "Query refused", code: answer.code, reason: answer.error, status } as never, context);
    res(answer, { status });
  }

  /** Refusals as problem documents, with Cube's `error` beside for its own clients. */
  protected override async checkAuthWrapper(
    ...[check, req, res, next]: Parameters<InstanceType<typeof ApiGateway>["checkAuthWrapper"]>
  ): Promise<void> {
    try {
      await check(req, this.extractAuthorizationHeaderWithSchema(req));
    } catch (error) {
      const { code, detail } = tokenRefusal(error);
      this.log({ type: "Token refused", code }, undefined);
      sendRefusal(res, 401, "Unauthorized", code, detail);
      return;
    }
    // Cube's type of a request leaves out what Express adds.
    const { baseUrl, path: rest } = req as unknown as { baseUrl: string; path: string };
    const path = `${baseUrl}${rest}`;
    if (!READER_PATHS.has(path) && !isPlayground(req.securityContext)) {
      const detail = `${path} is the playground's. A portal's token asks /cubejs-api/v1/load and /cubejs-api/v1/meta.`;
      sendRefusal(res, 403, "Scope missing", "scope_missing", detail);
      return;
    }
    // Readers get answers by the last model in order; who works on the model must see that theirs isn't.
    const invalid = isPlayground(req.securityContext) ? this.modelInvalid() : null;
    if (invalid !== null) {
      sendRefusal(res, 500, "Model invalid", invalid.code, invalid.message);
      return;
    }
    next();
  }

  /** Shows the SQL of the model, which Cube counts as `meta`. */
  override async metaExtended(request: Parameters<InstanceType<typeof ApiGateway>["metaExtended"]>[0]): Promise<void> {
    try {
      await this.assertApiScope("sql", request.context.securityContext);
    } catch (e) {
      this.handleError({ e, context: request.context, res: request.res, requestStarted: new Date() } as Failure);
      return;
    }
    await super.metaExtended(request);
  }

  /** Cubes and views with what is public in them: to this context, or to anybody when `everything` is true. */
  async visibleMeta(context: NormalizeArguments[1], everything: boolean): Promise<readonly CubeMetaCube[]> {
    if (!everything) return (await this.#sightOf(context)).cubes;
    const compiler = await this.getCompilerApi(context);
    return publicOnly(await wholeModel(compiler, context));
  }

  /**
   * What a streamed question runs in the warehouse, under the same checks and policy as any other, without Cube's limit of rows.
   * @throws CubeRuntimeError; `Continue wait` while a rollup is being built
   */
  async planStream(query: object, context: NormalizeArguments[1]): Promise<StreamPlan> {
    const [, normalized] = await this.getNormalizedQueries(query as never, context, true);
    const [only, ...others] = normalized;
    if (only === undefined || others.length > 0) {
      throw new CubeRuntimeError("bad_query", "Periods that are compared can't be streamed. Ask for each by itself.");
    }
    const [{ sql, aliasNameToMember, ...rest }] = await (this as unknown as CompilesQueries).getSqlQueriesInternal(
      context,
      [only],
    );
    const [text, values] = sql;
    const adapter = await this.getAdapterApi(context);
    const { preAggregationsTablesToTempTables: tables, values: bound } = await adapter
      .getQueryOrchestrator()
      .getPreAggregations()
      .loadAllPreAggregationsIfNeeded({
        ...rest,
        query: text,
        values,
        cacheMode: "must-revalidate",
        requestId: context.requestId,
      } as never);
    const { names } = await this.#sightOf(context);
    const members = Object.values(aliasNameToMember);
    return {
      sql: QueryCache.replacePreAggregationTableNamesInSql(text, tables),
      values: bound ?? values,
      request: {
        aliasToMemberNameMap: aliasNameToMember,
        annotation: Object.fromEntries(members.map((member) => [member, { type: typeOf(member, names) }])),
        query: only as never,
      },
    };
  }

  async #sightOf(context: NormalizeArguments[1]): Promise<Sight> {
    const compiler = await this.getCompilerApi(context);
    if (!(compiler instanceof ModelCompiler)) throw new TypeError("The compiler is made by createCompilerApi.");
    const compilers = await compiler.getCompilers({ requestId: context.requestId });
    const policy = compiler.policyOf(context.securityContext);
    return this.#sights.get(compilers, policy, () => workOutSight(compiler, context));
  }
}

/** A question as the warehouse gets it, and how its columns become members. */
export interface StreamPlan {
  sql: string;
  values: unknown[];
  request: TransformRequest;
}

/** How Cube compiles the queries that it streams; private to it in name only. */
interface CompilesQueries {
  getSqlQueriesInternal(
    context: object,
    queries: readonly object[],
  ): Promise<[{ sql: [string, unknown[]]; aliasNameToMember: Record<string, string> }]>;
}

/** A time that was asked by granularity (`view.date.day`) is one too. */
function typeOf(member: string, { types }: MemberNames): string | null {
  const [view, name] = member.split(".");
  return types.get(member) ?? types.get(`${view}.${name}`) ?? null;
}

/** What a reader sees of the model. */
interface Sight {
  cubes: readonly CubeMetaCube[];
  names: MemberNames;
}

type Compiler = Awaited<ReturnType<InstanceType<typeof ApiGateway>["getCompilerApi"]>>;

async function wholeModel(compiler: Compiler, context: NormalizeArguments[1]): Promise<CubeMetaCube[]> {
  const cubes: { config: CubeMetaCube }[] = await compiler.metaConfig(context, {
    requestId: context.requestId,
    skipVisibilityPatch: true,
  });
  return cubes.map(({ config }) => config);
}

async function workOutSight(compiler: Compiler, context: NormalizeArguments[1]): Promise<Sight> {
  const patched: { config: CubeMetaCube }[] = await compiler.metaConfig(context, { requestId: context.requestId });
  const hidden = await listMaskedMembers(compiler, context);
  const mark = (member: CubeMetaMember) => (hidden.has(member.name) ? { ...member, masked: true } : member);
  const cubes = publicOnly(patched.map(({ config }) => config)).map((cube) => ({
    ...cube,
    dimensions: cube.dimensions.map(mark),
    measures: cube.measures.map(mark),
  }));
  const members = cubes.flatMap(({ measures, dimensions }) => [...measures, ...dimensions]);
  return {
    cubes,
    names: {
      visible: memberNames(cubes),
      existing: memberNames(await wholeModel(compiler, context)),
      masked: new Set(members.filter(({ masked }) => masked).map(({ name }) => name)),
      types: new Map(members.map(({ name, type }) => [name, type])),
    },
  };
}

type Answering = Parameters<InstanceType<typeof ApiGateway>["checkAuthWrapper"]>[2];

function sendRefusal(res: Answering, status: number, title: string, code: string, detail: string): void {
  const type = `urn:northstar:problem:${code}`;
  res.status(status).type("application/problem+json").json({ type, title, status, code, detail, error: detail });
}

function tokenRefusal(error: unknown): { code: string; detail: string } {
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    return { code: error.code, detail: error.message };
  }
  return { code: "token_invalid", detail: "The token is not valid. Ask the portal for a new one." };
}

/** Status of a refusal that isn't about the query: a missing API scope, a body that is too large or no JSON. */
function refusalStatus(error: unknown): number | null {
  if (!(error instanceof Error) || error instanceof UserError || !("status" in error)) return null;
  const { status } = error;
  return typeof status === "number" && status >= 400 && status < 500 ? status : null;
}

/** Cubes with their public members; those that have none are left out. */
function publicOnly(cubes: readonly CubeMetaCube[]): CubeMetaCube[] {
  const visible = (member: CubeMetaMember) => member.isVisible === true;
  return cubes
    .map((cube) => ({
      ...cube,
      measures: (cube.measures ?? []).filter(visible),
      dimensions: (cube.dimensions ?? []).filter(visible),
      segments: (cube.segments ?? []).filter(visible),
    }))
    .filter(({ measures, dimensions, segments }) => measures.length + dimensions.length + segments.length > 0);
}

function memberNames(cubes: readonly CubeMetaCube[]): Set<string> {
  return new Set(
    cubes.flatMap(({ measures, dimensions, segments }) =>
      [...(measures ?? []), ...(dimensions ?? []), ...(segments ?? [])].map(({ name }) => name),
    ),
  );
}
