import { CubeRuntimeError } from "../errors.ts";
import type { StreamingDriver } from "../streamRows.ts";
import type { CubeRuntimeOptions } from "../types.ts";
import type { WarehouseType } from "./connection.ts";

/** What of a driver the runtime itself uses; Cube uses the rest. */
export interface WarehouseDriver extends StreamingDriver {
  query(sql: string, values: unknown[]): Promise<unknown>;
  release(): Promise<void>;
}

export interface ConnectedWarehouse {
  type: WarehouseType;
  driver: WarehouseDriver;
}

export interface ConnectWarehouseOptions {
  /** Connections at most. */
  connections: number;
  /** After which a remote warehouse ends any statement. */
  timeoutSeconds: number;
}

/**
 * The driver for the warehouse that is configured, with its sessions in UTC. Connections are made when the first query comes.
 * @throws CubeRuntimeError `driver_missing`, `warehouse_time_zone`, `warehouse_unconfigured`
 */
export async function connectWarehouse(
  { instance, warehouse }: Pick<CubeRuntimeOptions, "instance" | "warehouse">,
  { connections, timeoutSeconds }: ConnectWarehouseOptions,
): Promise<ConnectedWarehouse> {
  if ((instance === undefined) === (warehouse === undefined)) {
    throw new CubeRuntimeError(
      "warehouse_unconfigured",
      "Where the numbers come from must be said once: pass either `instance`, an open DuckDB instance, or `warehouse`, a connection such as { type: 'postgres', url }.",
    );
  }
  if (instance !== undefined) {
    const { SharedDuckDBDriver, useUtcSessions } = await import("./duckdbDriver.ts");
    await useUtcSessions(instance);
    return { type: "duckdb", driver: new SharedDuckDBDriver({ instance, connections }) };
  }
  switch (warehouse?.type) {
    case "postgres": {
      const { NorthstarPostgresDriver } = await import("./postgresDriver.ts");
      return { type: warehouse.type, driver: new NorthstarPostgresDriver({ warehouse, connections, timeoutSeconds }) };
    }
    case "redshift": {
      const { NorthstarRedshiftDriver } = await import("./redshiftDriver.ts");
      return { type: warehouse.type, driver: new NorthstarRedshiftDriver({ warehouse, connections, timeoutSeconds }) };
    }
    case "bigquery": {
      const { NorthstarBigQueryDriver } = await import("./bigQueryDriver.ts");
      return { type: warehouse.type, driver: new NorthstarBigQueryDriver({ warehouse, timeoutSeconds }) };
    }
    case "snowflake": {
      const { NorthstarSnowflakeDriver } = await import("./snowflakeDriver.ts");
      return { type: warehouse.type, driver: new NorthstarSnowflakeDriver({ warehouse, timeoutSeconds }) };
    }
    default:
      throw new CubeRuntimeError(
        "warehouse_unconfigured",
        `There is no warehouse type ${JSON.stringify(Reflect.get(warehouse ?? {}, "type"))}; it is postgres, redshift, bigquery or snowflake.`,
      );
  }
}
