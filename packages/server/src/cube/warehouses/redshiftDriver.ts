import { NorthstarPostgresDriver } from "./postgresDriver.ts";

/** The Postgres driver without what Redshift lacks: types of a user's own in its catalogue, and `CREATE TABLE IF NOT EXISTS … AS`. */
export class NorthstarRedshiftDriver extends NorthstarPostgresDriver {
  protected override async loadUserDefinedTypes(): Promise<void> {
    this.userDefinedTypes = {};
  }

  override loadPreAggregationIntoTable(_table: string, sql: string, values: unknown): Promise<unknown[]> {
    return this.define(sql, Array.isArray(values) ? values : []);
  }
}
