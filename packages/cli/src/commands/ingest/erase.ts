import { confirm } from "../../ingest/confirm.ts";
import { describeErasure } from "../../ingest/describeErasure.ts";
import { followErasure } from "../../ingest/followErasure.ts";
import { type IdentifierOptions, readIdentifier } from "../../ingest/readIdentifier.ts";
import { createProgressBar } from "../../progressBar.ts";
import { type OperationsOptions, operationsCommand, print, withOperations } from "./operationsCommand.ts";

interface EraseOptions extends OperationsOptions, IdentifierOptions {
  dryRun?: boolean;
  yes?: boolean;
}

/** `northstar ingest erase`: forgets a person for good. What it prints never repeats the identifier. */
export const eraseCommand = operationsCommand("erase", "forget a person: in every table, payload and dead letter")
  .option("--crm-id <id>", "the person's id in the CRM")
  .option("--email <address>", "an e-mail address of theirs")
  .option("--phone <number>", "a telephone number of theirs, with the country's code")
  .option("--user-id <id>", "the id that the warehouse has for them")
  .option("--dry-run", "only find out what would change")
  .option("--yes", "don't ask for confirmation")
  .addHelpText(
    "after",
    `
A value of - is read from the standard input, so that the shell's history
doesn't keep it.

What was counted stays counted, under a pseudonym; what comes later, or again,
is kept out. It can't be undone. The warehouse takes no deliveries meanwhile:
hooks keep them. Ends with 0 when it is done, also when nobody was known, and
with 1 otherwise. Ctrl-C leaves an erasure that a server does to the server.

Examples:
  northstar ingest erase --email - --dry-run
  northstar ingest erase --email - --yes --json < address.txt
  northstar ingest erase --crm-id 501`,
  )
  .action(async ({ crmId, email, phone, userId, dryRun, yes, ...options }: EraseOptions) => {
    const who = await readIdentifier({
      ...(crmId !== undefined && { crmId }),
      ...(email !== undefined && { email }),
      ...(phone !== undefined && { phone }),
      ...(userId !== undefined && { userId }),
    });
    await withOperations(options, async (operations) => {
      if (!dryRun && !yes) {
        await confirm(
          `This forgets a person for good in ${operations.where}: their rows stay as counts, without a person. It can't be undone.`,
          "erase",
        );
      }
      const begun = await operations.erase({ ...who, ...(dryRun && { dryRun }) });
      const erasure = await followErasure(operations, begun, createProgressBar(process.stderr));
      print(options, erasure, describeErasure(erasure));
      if (erasure.status === "failed") process.exitCode = 1;
    });
  });
