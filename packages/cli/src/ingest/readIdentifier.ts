import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import type { ErasureWho } from "@northstar/core";
import { CliError } from "../errors.ts";

/** An identifier as it stands on the command line; `-` is read from the standard input. */
export interface IdentifierOptions {
  crmId?: string;
  email?: string;
  phone?: string;
  userId?: string;
}

const FLAGS = { crmId: "--crm-id", email: "--email", phone: "--phone", userId: "--user-id" } as const;

type Name = keyof typeof FLAGS;

/** @throws CliError `bad_argument` for none or several, and when the standard input holds none or several lines */
export async function readIdentifier(
  options: IdentifierOptions,
  input: NodeJS.ReadStream = process.stdin,
): Promise<ErasureWho> {
  const given = (Object.keys(FLAGS) as Name[]).filter((name) => options[name] !== undefined);
  const [name] = given;
  if (name === undefined || given.length > 1) {
    throw new CliError(
      "bad_argument",
      `Name the person by one of ${Object.values(FLAGS).join(", ")}; all that belongs to them is found from it.`,
    );
  }
  const value = options[name] ?? "";
  return { [name]: value === "-" ? await readLine(FLAGS[name], input) : value } as ErasureWho;
}

async function readLine(flag: string, input: NodeJS.ReadStream): Promise<string> {
  if (input.isTTY) {
    const terminal = createInterface({ input, output: process.stderr });
    try {
      return (await terminal.question(`${flag.slice(2)}: `)).trim();
    } finally {
      terminal.close();
    }
  }
  const lines = (await text(input)).split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 1) return (lines[0] ?? "").trim();
  throw new CliError(
    "bad_argument",
    `${flag} - reads one line from the standard input, and there ${lines.length === 0 ? "was none" : `were ${lines.length}`}.`,
  );
}
