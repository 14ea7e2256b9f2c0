import { dirname, join, resolve } from "node:path";
import { Command } from "commander";
import { generateCatalog } from "../codegen/generateCatalog.ts";
import { readMeta } from "../codegen/readMeta.ts";
import { readModel } from "../codegen/readModel.ts";
import { requireCompiling } from "../codegen/requireCompiling.ts";
import { CliError } from "../errors.ts";
import { writeGenerated } from "../generatedFile.ts";
import { describeInstallation } from "../installation.ts";

interface CodegenOptions {
  model?: string;
  from?: string;
  token?: string;
  out?: string;
  check: boolean;
}

/** `northstar codegen`: writes the typed catalogue of a model's KPIs, funnels and members. */
export const codegenCommand = new Command("codegen")
  .description("write catalog.gen.ts from a model's YAML files or from a running server")
  .option("--model <folder>", "folder of the model's YAML files (default: cube/model of this installation)")
  .option(
    "--from <url|file>",
    "a running Cube or Northstar server, or a file with the answer of its /cubejs-api/v1/meta",
  )
  .option("--token <token>", "token for that server, of a role that sees every view (default: NORTHSTAR_TOKEN)")
  .option("--out <file>", "what to write (default: catalog.gen.ts beside the model's folder, or here with --from)")
  .option("--check", "only say whether the file is up to date, and what is not", false)
  .action(async ({ model, from, token = process.env.NORTHSTAR_TOKEN, out, check }: CodegenOptions) => {
    if (model !== undefined && from !== undefined) {
      throw new CliError("bad_argument", "--model and --from are two ways to read one model. Choose one.");
    }
    const folder = resolve(model ?? describeInstallation().modelPath);
    const path = resolve(out ?? (from === undefined ? join(dirname(folder), "catalog.gen.ts") : "catalog.gen.ts"));
    const content = generateCatalog(from === undefined ? await readModel(folder) : await readMeta(from, { token }));
    if (from === undefined) await requireCompiling(folder);
    const given = Object.entries({ model, from, out }).flatMap(([key, value]) => (value ? [`--${key} ${value}`] : []));
    await writeGenerated(path, content, { check, command: ["npx pnpm@12 northstar codegen", ...given].join(" ") });
  });
