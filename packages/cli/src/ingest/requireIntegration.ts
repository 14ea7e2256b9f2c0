import { closest } from "../closest.ts";
import { CliError } from "../errors.ts";
import type { Operations } from "./operations.ts";

/** @throws CliError `bad_argument` for a name that no integration has, with the one that was meant */
export async function requireIntegration(operations: Pick<Operations, "list">, name: string): Promise<void> {
  const names = (await operations.list()).integrations.map((integration) => integration.name);
  if (names.includes(name)) return;
  const meant = closest(name, names);
  throw new CliError(
    "bad_argument",
    `There is no integration called ${name}. ${meant === null ? `There are: ${names.join(", ")}.` : `Did you mean ${meant}?`}`,
  );
}
