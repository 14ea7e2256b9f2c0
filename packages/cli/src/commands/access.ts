import { join } from "node:path";
import { Command } from "commander";
import { printAccessMatrix, readAccessMatrix } from "../access/accessMatrix.ts";
import { readModel } from "../codegen/readModel.ts";
import { writeGenerated } from "../generatedFile.ts";
import { describeInstallation } from "../installation.ts";

/** `northstar access`: writes which role sees which KPI, to be reviewed with the change of a policy. */
export const accessCommand = new Command("access")
  .description("write cube/access.matrix.md, which role sees which KPI, from the views' policies")
  .option("--check", "only say whether the committed file is up to date", false)
  .action(async ({ check }: { check: boolean }) => {
    const { modelPath, projectRoot } = describeInstallation();
    const path = join(projectRoot, "cube", "access.matrix.md");
    const matrix = printAccessMatrix(readAccessMatrix(await readModel(modelPath)));
    await writeGenerated(path, matrix, { check, command: "npx pnpm@12 northstar access" });
  });
