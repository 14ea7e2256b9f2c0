import { readFile, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { diffLines } from "diff";
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
  throw new CliError(
    "stale",
    `${name} is not what its source says. Run \`${options.command}\` and commit the result.\n${describeChange(committed ?? "", content)}`,
  );
}

const MAX_LINES = 40;

/** The lines that would go (-) and come (+), each group under the line that opens its block. */
function describeChange(committed: string, content: string): string {
  const lines: string[] = [];
  let block = "";
  let shown = "";
  for (const { value, added, removed } of diffLines(committed, content)) {
    const part = value.replace(/\n$/, "").split("\n");
    if (!added && !removed) {
      block = part.findLast((line) => /[[{(]$/.test(line)) ?? block;
      continue;
    }
    if (block !== shown) lines.push(`  ${block}`);
    shown = block;
    lines.push(...part.map((line) => `${removed ? "-" : "+"} ${line}`));
  }
  const rest = lines.length - MAX_LINES;
  return [...lines.slice(0, MAX_LINES), ...(rest > 0 ? [`  … and ${rest} lines more`] : [])].join("\n");
}
