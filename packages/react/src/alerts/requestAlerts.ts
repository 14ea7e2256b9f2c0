import type { NorthstarClient } from "../provider/client.ts";
import { type JsonRequest, requestJson } from "../transport/requestJson.ts";

/** What is known of alerts in the client's cache; the server's event `alerts` makes all of it be asked again. */
export const ALERTS_KEY = ["alerts"] as const;

/** Asks the alerts of the server; as `requestJson`. */
export function requestAlerts<T>(
  client: NorthstarClient,
  path: string,
  field: (keyof T & string) | null,
  options?: JsonRequest,
): Promise<T> {
  return requestJson(client, `/alerts${path}`, field, options);
}
