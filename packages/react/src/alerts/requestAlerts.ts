import { NorthstarError } from "../errors.ts";
import type { NorthstarClient } from "../provider/client.ts";

const BASE = "/northstar/v1/alerts";

/** What is known of alerts in the client's cache; the server's event `alerts` makes all of it be asked again. */
export const ALERTS_KEY = ["alerts"] as const;

/**
 * Asks the alerts of the server. `field` is what an answer of this version has; null where nothing of it is read.
 * @throws NorthstarError the problem's own code, `bad_answer`, `network`, `offline`
 */
export async function requestAlerts<T>(
  client: NorthstarClient,
  path: string,
  field: (keyof T & string) | null,
  { signal, body }: { signal?: AbortSignal | undefined; body?: unknown } = {},
): Promise<T> {
  const response = await client.http.request(`${BASE}${path}`, {
    accept: "application/json",
    signal,
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer === "object" && answer !== null && (field === null || field in answer)) return answer as T;
  throw new NorthstarError(
    "bad_answer",
    `The answer of ${BASE} doesn't fit what this version of Northstar expects. Check that the server is of the same version.`,
  );
}
