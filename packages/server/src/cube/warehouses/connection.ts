/** Postgres 13 or newer, through `@cubejs-backend/postgres-driver`. */
export interface PostgresWarehouse {
  type: "postgres";
  /** `postgres://user:password@host:5432/database?sslmode=require`; `options=-c search_path=…` names another schema than `public`. */
  url: string;
}

/** Redshift, which speaks Postgres' protocol: through `@cubejs-backend/postgres-driver` too. */
export interface RedshiftWarehouse {
  type: "redshift";
  /** `postgres://user:password@cluster.region.redshift.amazonaws.com:5439/database?sslmode=require` */
  url: string;
}

/** BigQuery, through `@cubejs-backend/bigquery-driver`. Without a key the machine's own credentials are used. */
export interface BigQueryWarehouse {
  type: "bigquery";
  projectId: string;
  /** Dataset of the tables and functions. */
  dataset: string;
  /** Where the dataset is, e.g. `EU`. */
  location?: string;
  /** Path of a service account's key. */
  keyFilename?: string;
  /** The key itself. */
  credentials?: { client_email: string; private_key: string };
}

/** Snowflake, through `@cubejs-backend/snowflake-driver`. */
export interface SnowflakeWarehouse {
  type: "snowflake";
  /** `organization-account` */
  account: string;
  username: string;
  /** A password, or a private key (PEM, not encrypted) for key-pair sign-in. */
  password?: string;
  privateKey?: string;
  /** The compute warehouse. */
  warehouse: string;
  database: string;
  /** Schema of the tables and functions. @default "PUBLIC" */
  schema?: string;
  role?: string;
}

/** A warehouse that this process connects to, as opposed to the DuckDB instance that it shares with ingest. */
export type WarehouseConnection = PostgresWarehouse | RedshiftWarehouse | BigQueryWarehouse | SnowflakeWarehouse;

export type WarehouseType = "duckdb" | WarehouseConnection["type"];
