import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { requireCommonJs } from "../../packages/server/src/cube/commonjs.ts";
import { dialectClass } from "../../packages/server/src/cube/dialects/dialectClass.ts";
import { configureEnvironment } from "../../packages/server/src/cube/environment.ts";
import { ensureNative } from "../../packages/server/src/cube/nativeStandin.ts";
import type { WarehouseType } from "../../packages/server/src/cube/warehouses/connection.ts";

/** A question in Cube's own form. */
export interface SqlQuestion {
  measures: readonly string[];
  timeDimensions: readonly { dimension: string; granularity?: string; dateRange: readonly [string, string] }[];
  filters: readonly { member: string; operator: string; values: readonly string[] }[];
  timezone: string;
}

/** A view as Cube compiled it. */
export interface CompiledView {
  name: string;
  meta: Record<string, unknown>;
  measures: readonly { name: string; meta?: Record<string, unknown> }[];
}

/** A model compiled once, which writes SQL for any warehouse without connecting to one. */
export interface SqlWriter {
  views: readonly CompiledView[];
  /** The statement with which Cube would answer, and what the driver binds to it. */
  write(type: WarehouseType, question: SqlQuestion): Promise<{ sql: string; values: readonly unknown[] }>;
  /** The rollups that a question may be answered from, with the statements that build and refresh each. */
  writeRollups(type: WarehouseType, question: SqlQuestion): Promise<readonly { name: string; statements: string[] }[]>;
}

interface Generator {
  preAggregations: { preAggregationsDescription(): readonly Rollup[] };
  buildSqlAndParams(): [string, unknown[]];
}

type Statement = readonly [sql: string, values: readonly unknown[], ...rest: unknown[]];

interface Rollup {
  tableName: string;
  loadSql?: Statement;
  invalidateKeyQueries?: readonly Statement[];
  preAggregationStartEndQueries?: readonly Statement[];
}

export async function createSqlWriter(modelPath: string): Promise<SqlWriter> {
  configureEnvironment();
  ensureNative();
  const { prepareCompiler, createQuery } = requireCommonJs("@cubejs-backend/schema-compiler");
  const fileNames = (await readdir(modelPath, { recursive: true })).filter((name) => name.endsWith(".yml")).sort();
  const files = await Promise.all(
    fileNames.map(async (fileName) => ({ fileName, content: await readFile(join(modelPath, fileName), "utf8") })),
  );
  const repository = { localPath: () => modelPath, dataSchemaFiles: async () => files };
  const compilers = prepareCompiler(repository, { allowNodeRequire: false });
  await compilers.compiler.compile();

  async function ask<T>(type: WarehouseType, question: SqlQuestion, read: (generator: Generator) => T): Promise<T> {
    const generator = createQuery(compilers, type, {
      ...question,
      dialectClass: await dialectClass(type),
      preAggregationsSchema: "rollups",
    });
    return compilers.compiler.withQuery(generator, () => read(generator));
  }

  return {
    views: compilers.metaTransformer.cubes
      .map(({ config }: { config: CompiledView & { type: string } }) => config)
      .filter(({ type }: { type: string }) => type === "view"),
    write: (type, question) =>
      ask(type, question, (generator) => {
        const [sql, values] = generator.buildSqlAndParams();
        return { sql, values };
      }),
    writeRollups: (type, question) =>
      ask(type, question, (generator) =>
        generator.preAggregations.preAggregationsDescription().map((rollup) => ({
          name: rollup.tableName,
          statements: [
            rollup.loadSql,
            ...(rollup.invalidateKeyQueries ?? []),
            ...(rollup.preAggregationStartEndQueries ?? []),
          ]
            .filter((statement) => statement !== undefined)
            .map(([sql]) => sql),
        })),
      ),
  };
}
