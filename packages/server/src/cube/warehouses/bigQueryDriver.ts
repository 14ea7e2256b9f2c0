import type { BigQueryWarehouse } from "./connection.ts";
import { requireDriver } from "./requireDriver.ts";

const { BigQueryDriver } = requireDriver(
  "@cubejs-backend/bigquery-driver",
) as typeof import("@cubejs-backend/bigquery-driver");

export interface BigQueryDriverOptions {
  warehouse: BigQueryWarehouse;
  timeoutSeconds: number;
}

type RunQueryJob = Parameters<InstanceType<typeof BigQueryDriver>["runQueryJob"]>;

/**
 * Cube's BigQuery driver, where a name without a dataset means the warehouse's: of tables by the job's default, of functions by writing
 * the dataset before them, because the default is of tables alone.
 */
export class NorthstarBigQueryDriver extends BigQueryDriver {
  readonly #warehouse: BigQueryWarehouse;

  constructor({ warehouse, timeoutSeconds }: BigQueryDriverOptions) {
    const { projectId, location, keyFilename, credentials } = warehouse;
    super({
      projectId,
      readOnly: false,
      pollTimeout: timeoutSeconds,
      ...(location === undefined ? {} : { location }),
      ...(keyFilename === undefined ? {} : { keyFilename }),
      ...(credentials === undefined ? {} : { credentials }),
    });
    this.#warehouse = warehouse;
  }

  protected override runQueryJob<Answer>(...[job, options, withResults]: RunQueryJob): Promise<Answer> {
    const { projectId, dataset } = this.#warehouse;
    return super.runQueryJob<Answer>(
      {
        ...job,
        query: withDataset(String(job.query), dataset),
        defaultDataset: { projectId, datasetId: dataset },
      },
      options,
      withResults,
    );
  }
}

/** Writes the dataset before the model's functions. */
export function withDataset(sql: string, dataset: string): string {
  return sql.replaceAll(/(?<![.`\w])(ns_\w+)(?=\()/g, (name) => `\`${dataset}\`.${name}`);
}
