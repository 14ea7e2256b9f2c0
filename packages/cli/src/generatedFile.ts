import { readFile, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { CliError } from "./errors.ts";

/**
 * Writes a generated file, or with `check` only compares it with what is committed.
 *
 * @throws CliError `stale`, naming the command that mends it.
 */
export async function writeGenerated(
  path: string,
  content: string,
  options: { check: boolean; command: string },
): Promise<void> {
  const name = relative(process.cwd(), path);
  if (!options.check) {
    await writeFile(path, content);
    console.log(`${name} written`);
    return;
  }
  const committed = await readFile(path, "utf8").catch(() => null);
  if (committed === content) return;
  throw new CliError("stale", `${name} is not what its source says. Run \`${options.command}\` and commit the result.`);
}
