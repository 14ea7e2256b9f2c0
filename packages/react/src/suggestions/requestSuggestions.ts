import type { NorthstarClient } from "../provider/client.ts";
import { type JsonRequest, requestJson } from "../transport/requestJson.ts";

/** What is known of suggestions in the client's cache. */
export const SUGGESTIONS_KEY = ["suggestions"] as const;

/** Asks the suggestions of the server; as `requestJson`. */
export function requestSuggestions<T>(
  client: NorthstarClient,
  path: string,
  field: keyof T & string,
  options?: JsonRequest,
): Promise<T> {
  return requestJson(client, `/suggestions${path}`, field, options);
}
