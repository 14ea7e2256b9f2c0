import { NorthstarError } from "../errors.ts";
import type { NorthstarClient } from "../provider/client.ts";

/** What is known of charts and boards in the client's cache. */
export const CHARTS_KEY = ["own-charts"] as const;
export const BOARDS_KEY = ["own-boards"] as const;

/**
 * Asks for charts or boards. `field` is what an answer of this version has.
 * @throws NorthstarError the problem's own code, `bad_answer`, `network`, `offline`
 */
export async function requestCharts<T>(
  client: NorthstarClient,
  path: `/charts${string}` | `/boards${string}`,
  field: keyof T & string,
  { signal, body }: { signal?: AbortSignal | undefined; body?: unknown } = {},
): Promise<T> {
  const response = await client.http.request(`/northstar/v1${path}`, {
    accept: "application/json",
    signal,
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer === "object" && answer !== null && field in answer) return answer as T;
  throw new NorthstarError(
    "bad_answer",
    `The answer of /northstar/v1${path} doesn't fit what this version of Northstar expects. Check that the server is of the same version.`,
  );
}
