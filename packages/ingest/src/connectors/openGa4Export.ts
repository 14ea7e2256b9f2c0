import { requireClient } from "../loaders/requireClient.ts";
import type { Ga4Export, Ga4ExportOptions } from "./ga4Export.ts";

/** What of `@google-cloud/bigquery` is used (https://cloud.google.com/nodejs/docs/reference/bigquery/latest). */
export interface BigQueryReader {
  dataset(
    id: string,
    options?: { projectId: string },
  ): {
    getTables(): Promise<[{ id?: string | undefined }[], ...unknown[]]>;
    table(id: string): {
      getMetadata(): Promise<[{ lastModifiedTime?: string }, ...unknown[]]>;
      /** Asks `tabledata.list` page by page, which costs nothing; the client repeats what fails for a moment. */
      createReadStream(options: {
        wrapIntegers: { integerTypeCastFunction: (value: string) => unknown };
      }): AsyncIterable<object>;
    };
  };
}

/**
 * GA4's export through `@google-cloud/bigquery`, which only those install who need it.
 * @param makeClient stands in for the package's own client
 * @throws IngestError `client_missing`
 */
export async function openGa4Export(options: Ga4ExportOptions, makeClient?: () => BigQueryReader): Promise<Ga4Export> {
  const client = makeClient?.() ?? (await installedClient(options));
  const dataset = client.dataset(options.dataset, { projectId: options.projectId });
  return {
    async tables() {
      const [tables] = await dataset.getTables();
      return tables.flatMap(({ id }) => (id === undefined ? [] : [id]));
    },
    async modifiedAt(table) {
      try {
        const [{ lastModifiedTime }] = await dataset.table(table).getMetadata();
        return Number(lastModifiedTime ?? 0);
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === 404) return null;
        throw error;
      }
    },
    rows: (table) =>
      dataset.table(table).createReadStream({ wrapIntegers: { integerTypeCastFunction: (value) => String(value) } }),
  };
}

async function installedClient({ projectId, credentials }: Ga4ExportOptions): Promise<BigQueryReader> {
  const { BigQuery } = await requireClient<{ BigQuery: new (options: object) => BigQueryReader }>(
    "@google-cloud/bigquery",
    "GA4's export",
  );
  return new BigQuery({ projectId, ...(credentials && { credentials }) });
}
