/** Sets what Cube reads from the environment, for the whole process. Must run before Cube is loaded. */
export function configureEnvironment(): void {
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
