import type { Warehouse } from "../../packages/ingest/src/warehouse/warehouse.ts";

type DuckDBInstance = Warehouse["instance"];
export type DuckDBConnection = Awaited<ReturnType<DuckDBInstance["connect"]>>;
type BoundValues = Parameters<Awaited<ReturnType<DuckDBConnection["prepare"]>>["bind"]>[0];

/** A statement as it was run. */
export interface TappedStatement {
  sql: string;
  values: BoundValues;
}

export interface TappedInstance {
  /** For whoever is to be listened to; ends with the real instance. */
  instance: DuckDBInstance;
  /** What was prepared since the last call. */
  take(): TappedStatement[];
}

/** The same DuckDB instance, telling what is prepared on connections made from here: the SQL that Cube runs, to be run again without Cube. */
export function tapStatements(instance: DuckDBInstance): TappedInstance {
  let statements: TappedStatement[] = [];
  const listening = (connection: DuckDBConnection): DuckDBConnection =>
    replaceMethods(connection, {
      prepare: async (sql: string) => {
        const statement = await connection.prepare(sql);
        const tapped: TappedStatement = { sql, values: [] };
        statements.push(tapped);
        return replaceMethods(statement, {
          bind: (values: BoundValues) => {
            tapped.values = values;
            statement.bind(values);
          },
        });
      },
    });
  return {
    instance: replaceMethods(instance, { connect: async () => listening(await instance.connect()) }),
    take() {
      const taken = statements;
      statements = [];
      return taken;
    },
  };
}

/** `target` with some methods of its own; the rest are called on `target`, whose private fields they need. */
function replaceMethods<T extends object>(target: T, methods: Partial<Record<keyof T, unknown>>): T {
  return new Proxy(target, {
    get(_, name) {
      const replaced = methods[name as keyof T];
      if (replaced !== undefined) return replaced;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
