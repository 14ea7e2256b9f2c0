import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { configureEnvironment } from "../../../server/src/cube/environment.ts";
import { ModelRepository } from "../../../server/src/cube/ModelRepository.ts";
import { ensureNative } from "../../../server/src/cube/nativeStandin.ts";
import { type CheckedModel, checkModel } from "../codegen/checkModel.ts";
import { type Model, readModel } from "../codegen/readModel.ts";
import { compileDefinitions, type Definition } from "./compileDefinitions.ts";

const MODEL_PATH = fileURLToPath(new URL("../../../../cube/model", import.meta.url));

/*
 * What a locked definition rests on is read from the files. Here Cube is asked the same: every cube, measure, dimension and join of
 * a copy of the model carries its name as a remark in its SQL, and the remarks in the SQL that Cube writes for a KPI are what it
 * rests on. One too few in the lock and a change would go unseen; one too many and a KPI would need a version for nothing.
 */

interface Marked {
  name: string;
  sql?: string;
}

interface MarkedCube extends Marked {
  measures?: Marked[];
  dimensions?: Marked[];
  joins?: Marked[];
  pre_aggregations?: unknown;
}

let folder: string;
let model: Model;
let metrics: CheckedModel;
let definitions: readonly Definition[];
let sqlOf: (measure: string, timeDimension: string) => Promise<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-marked-"));
  for (const name of (await readdir(MODEL_PATH, { recursive: true })).filter((each) => each.endsWith(".yml"))) {
    const document = parse(await readFile(join(MODEL_PATH, name), "utf8")) as { cubes?: MarkedCube[] };
    for (const cube of document.cubes ?? []) mark(cube);
    await writeFile(join(folder, name.replaceAll("/", "-")), stringify(document, { lineWidth: 0 }));
  }
  model = await readModel(folder);
  metrics = checkModel(model);
  ({ definitions } = compileDefinitions(model, metrics));
  sqlOf = await compileWithCube(folder);
});

afterAll(() => rm(folder, { recursive: true }));

function mark(cube: MarkedCube): void {
  delete cube.pre_aggregations;
  const add = (entry: Marked, text: string) => {
    if (entry.sql !== undefined) entry.sql = `${entry.sql} /*<${text}>*/`;
  };
  add(cube, `cube ${cube.name}`);
  for (const measure of cube.measures ?? []) add(measure, `measure ${cube.name}.${measure.name}`);
  for (const dimension of cube.dimensions ?? []) add(dimension, `dimension ${cube.name}.${dimension.name}`);
  for (const join of cube.joins ?? []) add(join, `join ${cube.name} to ${join.name}`);
}

async function compileWithCube(modelPath: string): Promise<typeof sqlOf> {
  configureEnvironment();
  ensureNative();
  // Only now: it loads Cube, which reads the environment as it loads.
  const { ModelCompiler } = await import("../../../server/src/cube/model/ModelCompiler.ts");
  const api = new ModelCompiler(new ModelRepository(modelPath), async () => "postgres", { standalone: false });
  const compilers = await api.getCompilers();
  return async (measure, timeDimension) => {
    const query = {
      measures: [measure],
      dimensions: [],
      timeDimensions: [{ dimension: timeDimension, granularity: "month", dateRange: ["2026-01-01", "2026-03-31"] }],
      ...{ filters: [], segments: [], order: [], timezone: "America/Bogota" },
    };
    const generator = await api.createQueryByDataSource(compilers, query as never, undefined, await api.getDbType());
    return compilers.compiler.withQuery(generator, () => generator.buildSqlAndParams()[0]);
  };
}

/** The measures of a metric in the first view that shows it, and the time dimension there. */
function askedFor({ kind, id }: Definition): [measure: string, timeDimension: string][] {
  if (kind === "kpi") {
    const { kpi, view, member } = metrics.kpis.find((found) => found.kpi.id === id)!;
    return [[`${view.name}.${member.name}`, `${view.name}.${kpi.timeDimension}`]];
  }
  const { funnel, view } = metrics.funnels.find((found) => found.funnel.id === id)!;
  return funnel.steps
    .flatMap(({ measure, medianSecondsMeasure }) => [measure, ...(medianSecondsMeasure ? [medianSecondsMeasure] : [])])
    .map((measure) => [`${view.name}.${measure}`, `${view.name}.${funnel.timeDimension}`]);
}

it("locks of each metric exactly what Cube writes into its SQL", { timeout: 300_000 }, async () => {
  const differences: Record<string, { lockedOnly: string[]; inSqlOnly: string[] }> = {};
  for (const definition of definitions) {
    const sql = await Promise.all(askedFor(definition).map(([measure, time]) => sqlOf(measure, time)));
    const inSql = new Set(sql.flatMap((text) => [...text.matchAll(/\/\*<(.*?)>\*\//g)].map(([, name]) => name ?? "")));
    const locked = new Set(definition.uses.flatMap(marksOf));
    const lockedOnly = [...locked].filter((name) => !inSql.has(name));
    const inSqlOnly = [...inSql].filter((name) => !locked.has(name));
    if (lockedOnly.length + inSqlOnly.length > 0) differences[definition.id] = { lockedOnly, inSqlOnly };
  }
  expect(differences).toEqual({});
  expect(definitions.length).toBeGreaterThan(20);
});

/** The remarks by which a locked part shows in SQL: a count without SQL of its own has none, a key those of its dimensions. */
function marksOf(part: string): string[] {
  const [kind, path = ""] = part.split(" ");
  if (kind === "cube" || kind === "join") return [part];
  const [cubeName, memberName] = path.split(".");
  const cube = model.cubes.find(({ name }) => name === cubeName);
  const members = [...(cube?.measures ?? []), ...(cube?.dimensions ?? [])].filter(({ sql }) => sql !== undefined);
  if (kind === "key")
    return members.filter((each) => each.primary_key === true).map(({ name }) => `dimension ${path}.${name}`);
  return members.some(({ name }) => name === memberName) ? [part] : [];
}
