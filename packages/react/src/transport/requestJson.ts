import { NorthstarError } from "../errors.ts";
import type { NorthstarClient } from "../provider/client.ts";

/**
 * Asks for JSON; with a body it sends that. `field` is what an answer of this version has; null where nothing of it is read.
 * @param path from `/northstar/v1` on, such as `/charts`
 * @throws NorthstarError the problem's own code, `bad_answer`, `network`, `offline`
 */
export async function requestJson<T>(
  client: NorthstarClient,
  path: string,
  field: (keyof T & string) | null,
  { signal, body }: JsonRequest = {},
): Promise<T> {
  const response = await client.http.request(`/northstar/v1${path}`, {
    accept: "application/json",
    signal,
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer === "object" && answer !== null && (field === null || field in answer)) return answer as T;
  throw new NorthstarError(
    "bad_answer",
    `The answer of /northstar/v1${path} doesn't fit what this version of Northstar expects. Check that the server is of the same version.`,
  );
}

export interface JsonRequest {
  signal?: AbortSignal | undefined;
  body?: unknown;
}
