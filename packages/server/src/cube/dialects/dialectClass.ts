import type { WarehouseType } from "../warehouses/connection.ts";
import { planBuildsOnce } from "./planBuildsOnce.ts";

/** The class with which Cube writes a warehouse's SQL. Needs no driver; loads Cube. */
export async function dialectClass(type: WarehouseType): Promise<unknown> {
  return planBuildsOnce(await loadDialect(type));
}

async function loadDialect(type: WarehouseType) {
  switch (type) {
    case "duckdb":
      return (await import("./duckdb.ts")).NorthstarDuckDBQuery;
    case "postgres":
      return (await import("./postgres.ts")).NorthstarPostgresQuery;
    case "redshift":
      return (await import("./redshift.ts")).NorthstarRedshiftQuery;
    case "bigquery":
      return (await import("./bigquery.ts")).NorthstarBigQueryQuery;
    case "snowflake":
      return (await import("./snowflake.ts")).NorthstarSnowflakeQuery;
  }
}
