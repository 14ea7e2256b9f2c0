import type { SnowflakeWarehouse } from "./connection.ts";
import { requireDriver } from "./requireDriver.ts";

const { SnowflakeDriver } = requireDriver(
  "@cubejs-backend/snowflake-driver",
) as typeof import("@cubejs-backend/snowflake-driver");

export interface SnowflakeDriverOptions {
  warehouse: SnowflakeWarehouse;
  timeoutSeconds: number;
}

/** Cube's Snowflake driver, which sets the session to UTC, in the schema of the warehouse. */
export class NorthstarSnowflakeDriver extends SnowflakeDriver {
  readonly #schema: string;

  constructor({ warehouse, timeoutSeconds }: SnowflakeDriverOptions) {
    const { type: _type, schema = "PUBLIC", privateKey, ...account } = warehouse;
    super({
      ...account,
      ...(privateKey === undefined ? {} : { privateKey, authenticator: "SNOWFLAKE_JWT" }),
      executionTimeout: timeoutSeconds,
      readOnly: false,
    });
    this.#schema = schema;
  }

  protected override async initConnection() {
    const connection = await super.initConnection();
    await this.execute(connection, `USE SCHEMA ${this.#schema}`, [], false);
    return connection;
  }
}
