/** The tables of GA4's export to BigQuery, read one at a time. */
export interface Ga4Export {
  /** Names of all tables of the dataset. */
  tables(): Promise<string[]>;
  /** When a table last changed, milliseconds since the epoch; null when it is gone. */
  modifiedAt(table: string): Promise<number | null>;
  /** Rows as `bq extract` writes them to JSON: INT64 as texts. */
  rows(table: string): AsyncIterable<object>;
}

export interface Ga4ExportOptions {
  projectId: string;
  dataset: string;
  /** A service account's key; without it the machine's own credentials are used. */
  credentials: object | null;
}
