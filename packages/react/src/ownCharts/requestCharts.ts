import type { NorthstarClient } from "../provider/client.ts";
import { type JsonRequest, requestJson } from "../transport/requestJson.ts";

/** What is known of charts and boards in the client's cache. */
export const CHARTS_KEY = ["own-charts"] as const;
export const BOARDS_KEY = ["own-boards"] as const;

/** Asks for charts or boards; as `requestJson`. */
export function requestCharts<T>(
  client: NorthstarClient,
  path: `/charts${string}` | `/boards${string}`,
  field: keyof T & string,
  options?: JsonRequest,
): Promise<T> {
  return requestJson(client, path, field, options);
}
