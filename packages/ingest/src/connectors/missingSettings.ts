import type { Connector } from "./types.ts";

/**
 * What a connector lacks to be asked: the names of the variables, once for each way in which it could have all; empty when it has all.
 * @param isSet whether the variable of this name has a value
 */
export function missingSettings(
  { settings, secrets, oneOf = [] }: Pick<Connector, "settings" | "secrets" | "oneOf">,
  isSet: (name: string) => boolean,
): string[][] {
  const always = [...new Set([...secrets, ...settings])];
  const ways = oneOf.length === 0 ? [always] : oneOf.map((way) => [...always, ...way.settings, ...way.secrets]);
  const missing = ways.map((names) => names.filter((name) => !isSet(name)));
  return missing.some((names) => names.length === 0) ? [] : missing;
}
