import type { ModelProblem } from "./ModelProblem.ts";
import type { ModelText } from "./ModelText.ts";
import { readModelProblems } from "./readModelProblems.ts";

type CompilerApi = InstanceType<typeof import("@cubejs-backend/server-core").CompilerApi>;
type Compilers = Awaited<ReturnType<CompilerApi["compileSchema"]>>;

interface MetaMember {
  name: string;
  aliasMember?: string;
  isVisible?: boolean;
}

interface MetaView {
  config: { name: string; type: string; isVisible?: boolean; measures: MetaMember[]; dimensions: MetaMember[] };
}

interface Group {
  view: string;
  cube: string;
  measures: string[];
  dimensions: string[];
}

/**
 * Writes the SQL of every public member of every view. Cube compiles a model whose joins lack, whose rollups name what isn't there or
 * whose references lead nowhere, and says so only when somebody asks. Members of one cube are asked together, and one by one when that fails.
 */
export async function checkQueries(api: CompilerApi, compilers: Compilers, model: ModelText): Promise<ModelProblem[]> {
  const problems: ModelProblem[] = [];
  for (const group of viewsOf(compilers).flatMap(groupsOf)) {
    if ((await failureOf(api, compilers, group.measures, group.dimensions)) === null) continue;
    const members = [...group.measures.map((name) => [name]), ...group.dimensions.map((name) => [name])];
    const before = problems.length;
    for (const [name = ""] of members) {
      const isMeasure = group.measures.includes(name);
      const error = await failureOf(api, compilers, isMeasure ? [name] : [], isMeasure ? [] : [name]);
      if (error !== null) problems.push(...named(error, name, group, model));
    }
    const together =
      problems.length > before ? null : await failureOf(api, compilers, group.measures, group.dimensions);
    if (together !== null) problems.push(...named(together, group.view, group, model));
  }
  const seen = new Map(problems.map((problem) => [`${problem.file}:${problem.line}:${problem.message}`, problem]));
  return [...seen.values()];
}

/** SQL and its parameters, as Cube's drivers take them. */
type WrittenQuery = [sql: string, values: unknown[]];

/** The SQL of every public member of every view from the tables, those of one cube together. The model must be one that `checkQueries` found in order. */
export async function writeQueries(api: CompilerApi, compilers: Compilers): Promise<WrittenQuery[]> {
  const queries: WrittenQuery[] = [];
  for (const { measures, dimensions } of viewsOf(compilers).flatMap(groupsOf)) {
    // As Cube asks to build a rollup: of what the warehouse has before there is one.
    queries.push(await writeQuery(api, compilers, measures, dimensions, { preAggregationQuery: true }));
  }
  return queries;
}

function viewsOf({ metaTransformer }: Compilers): MetaView[] {
  // Cube's own type of it has less than it holds.
  return (metaTransformer as unknown as { cubes: MetaView[] }).cubes;
}

function groupsOf({ config }: MetaView): Group[] {
  if (config.type !== "view" || config.isVisible === false) return [];
  const groups = new Map<string, Group>();
  const add = (member: MetaMember, kind: "measures" | "dimensions") => {
    if (member.isVisible === false) return;
    const cube = member.aliasMember?.split(".", 1)[0] ?? config.name;
    const group = groups.get(cube) ?? { view: config.name, cube, measures: [], dimensions: [] };
    groups.set(cube, group);
    group[kind].push(member.name);
  };
  for (const member of config.measures) add(member, "measures");
  for (const member of config.dimensions) add(member, "dimensions");
  return [...groups.values()];
}

async function failureOf(
  api: CompilerApi,
  compilers: Compilers,
  measures: readonly string[],
  dimensions: readonly string[],
): Promise<Error | null> {
  try {
    await writeQuery(api, compilers, measures, dimensions);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function writeQuery(
  api: CompilerApi,
  compilers: Compilers,
  measures: readonly string[],
  dimensions: readonly string[],
  options: { preAggregationQuery?: boolean } = {},
): Promise<WrittenQuery> {
  const members = { measures, dimensions, timeDimensions: [], filters: [], segments: [], order: [] };
  const query = { ...members, timezone: "UTC", ...options };
  const generator = await api.createQueryByDataSource(compilers, query as never, undefined, await api.getDbType());
  return compilers.compiler.withQuery(generator, () => {
    generator.preAggregations?.preAggregationsDescription();
    return generator.buildSqlAndParams();
  });
}

function named(error: Error, member: string, { view, cube }: Group, model: ModelText): ModelProblem[] {
  const short = member.slice(view.length + 1);
  const message = error.message.split("\n", 1)[0]?.replace(/^\w*Error: /, "");
  return readModelProblems(new Error(`Compile errors:\n${message}`), model).map((problem) => {
    if (problem.file !== "-") return { ...problem, member: problem.member === "-" ? member : problem.member };
    const place = model.member(cube, short) ?? model.text((text) => text.split(".").at(-1) === cube, { within: view });
    return { ...problem, ...(place ?? {}), member };
  });
}
