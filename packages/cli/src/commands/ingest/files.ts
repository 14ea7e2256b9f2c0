import { ingestFiles, isSourceName, openWarehouse, SOURCE_NAMES } from "@northstar/ingest";
import { closest } from "../../closest.ts";
import { CliError } from "../../errors.ts";
import { describeInstallation, makeDataDir } from "../../installation.ts";
import { createProgressBar } from "../../progressBar.ts";
import { describeIngestReport } from "../../report.ts";

export const SOURCES_HELP = SOURCE_NAMES.join(", ");

export interface FilesOptions {
  file?: readonly string[];
  json?: boolean;
  dataDir?: string;
}

/** `northstar ingest <source> --file <path…>`: files in a source's own wire format, the way live traffic goes. */
export async function ingestFromFiles(source: string, options: FilesOptions): Promise<void> {
  if (!isSourceName(source)) throw new CliError("bad_argument", unknown(source));
  if (!options.file) {
    throw new CliError(
      "bad_argument",
      `Say what to load: northstar ingest ${source} --file <path…>. \`northstar ingest --help\` lists the rest.`,
    );
  }
  const installation = describeInstallation(options);
  makeDataDir(installation);
  const warehouse = await openWarehouse({ path: installation.warehousePath });
  const bar = createProgressBar(process.stderr);
  try {
    const report = await ingestFiles(warehouse, source, options.file, {
      onProgress: ({ path, bytes, totalBytes, records }) => {
        // A packed file grows beyond its size on disk.
        const share = path.endsWith(".gz") || totalBytes === 0 ? null : Math.min(1, bytes / totalBytes);
        bar.show(share, `${source}: ${records} records`);
      },
    });
    bar.end();
    console.log(options.json ? JSON.stringify(report, null, 2) : describeIngestReport(report));
  } finally {
    bar.end();
    await warehouse.close();
  }
}

const COMMANDS = ["status", "run", "backfill", "replay", "erase", "rewrite"];

function unknown(word: string): string {
  const command = closest(word, COMMANDS);
  const source = closest(word, SOURCE_NAMES);
  if (command !== null) return `There is no source called ${word}. Did you mean \`northstar ingest ${command}\`?`;
  if (source !== null) return `There is no source called ${word}. Did you mean ${source}?`;
  return `There is no source called ${word}. There are: ${SOURCES_HELP}.`;
}
