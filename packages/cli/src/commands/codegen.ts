import { join } from "node:path";
import { Command } from "commander";
import { generateCatalog } from "../codegen/generateCatalog.ts";
import { writeGenerated } from "../generatedFile.ts";
import { describeInstallation } from "../installation.ts";

/** `northstar codegen`: writes the typed catalogue of the model's KPIs, funnels and members. */
export const codegenCommand = new Command("codegen")
  .description("write cube/catalog.gen.ts from the model's YAML files")
  .option("--check", "only say whether the committed file is up to date", false)
  .action(async ({ check }: { check: boolean }) => {
    const { modelPath, projectRoot } = describeInstallation();
    const path = join(projectRoot, "cube", "catalog.gen.ts");
    await writeGenerated(path, await generateCatalog(modelPath), { check, command: "npx pnpm@12 northstar codegen" });
  });
