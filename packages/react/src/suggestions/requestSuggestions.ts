import { NorthstarError } from "../errors.ts";
import type { NorthstarClient } from "../provider/client.ts";

const BASE = "/northstar/v1/suggestions";

/** What is known of suggestions in the client's cache. */
export const SUGGESTIONS_KEY = ["suggestions"] as const;

/**
 * Asks the suggestions of the server. `field` is what an answer of this version has.
 * @throws NorthstarError the problem's own code, `bad_answer`, `network`, `offline`
 */
export async function requestSuggestions<T>(
  client: NorthstarClient,
  path: string,
  field: keyof T & string,
  { signal, body }: { signal?: AbortSignal | undefined; body?: object | undefined } = {},
): Promise<T> {
  const response = await client.http.request(`${BASE}${path}`, {
    accept: "application/json",
    signal,
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer === "object" && answer !== null && field in answer) return answer as T;
  throw new NorthstarError(
    "bad_answer",
    `The answer of ${BASE} doesn't fit what this version of Northstar expects. Check that the server is of the same version.`,
  );
}
