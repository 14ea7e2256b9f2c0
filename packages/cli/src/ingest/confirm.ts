import { createInterface } from "node:readline/promises";
import { CliError } from "../errors.ts";

/**
 * Has a person at a terminal type a word before something that can't be undone.
 * @throws CliError `not_confirmed` when they type another, and where nobody can be asked
 */
export async function confirm(
  what: string,
  word: string,
  { input = process.stdin, output = process.stderr }: { input?: NodeJS.ReadStream; output?: NodeJS.WriteStream } = {},
): Promise<void> {
  if (!input.isTTY) {
    throw new CliError("not_confirmed", `${what} Nobody can be asked here: add --yes to confirm it.`);
  }
  const terminal = createInterface({ input, output });
  try {
    const answer = await terminal.question(`${what}\nType ${word} to go on: `);
    if (answer.trim().toLowerCase() !== word) throw new CliError("not_confirmed", "Nothing was done.");
  } finally {
    terminal.close();
  }
}
