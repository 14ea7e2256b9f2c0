import { isObject, type JsonObject } from "../sources/values.ts";
import { ConnectorError } from "./connectorError.ts";

/** The object that an answer holds. @throws ConnectorError `unexpected_answer` */
export async function readJson(answer: Response, provider: string): Promise<JsonObject> {
  let value: unknown;
  try {
    value = JSON.parse(await answer.text());
  } catch {
    // The parser's message quotes the answer.
    throw unexpected(provider, "isn't JSON");
  }
  if (!isObject(value)) throw unexpected(provider, "isn't an object");
  return value;
}

/** The list in an answer under this name; one that is left out is empty only where the format leaves empty ones out. */
export function listIn(answer: JsonObject, name: string, provider: string, leftOutWhenEmpty = false): unknown[] {
  const value = answer[name];
  if (Array.isArray(value)) return value;
  if (leftOutWhenEmpty && value === undefined) return [];
  throw unexpected(provider, `has no list \`${name}\``);
}

export function unexpected(provider: string, what: string): ConnectorError {
  return new ConnectorError(
    "unexpected_answer",
    `What ${provider} answered ${what}: its interface may have changed. Nothing of the page was taken.`,
  );
}
