import { ingestFiles, openWarehouse } from "@northstar/ingest";
import { Command } from "commander";
import { describeInstallation, makeDataDir } from "../installation.ts";
import { describeIngestReport } from "../report.ts";

/** `northstar ingest <source> --file <path…>`: files in a source's own wire format, the way live traffic goes. */
export const ingestCommand = new Command("ingest")
  .description("load files in a source's own wire format into the warehouse")
  .argument(
    "<source>",
    "ga4, hubspot, sendgrid, brevo, mailgun, whatsapp, sponsorship, content, consumption, referrals, scores, ops or usage",
  )
  .requiredOption("--file <path...>", "files to load, in this order")
  .option("--data-dir <folder>", "folder of the installation")
  .action(async (source: string, options: { file: readonly string[]; dataDir?: string }) => {
    const installation = describeInstallation(options);
    makeDataDir(installation);
    const warehouse = await openWarehouse({ path: installation.warehousePath });
    try {
      console.log(describeIngestReport(await ingestFiles(warehouse, source, options.file)));
    } finally {
      await warehouse.close();
    }
  });
