import type { NorthstarClient } from "../provider/client.ts";
import { type JsonRequest, requestJson } from "../transport/requestJson.ts";

/** Asks the administration of ingestion; as `requestJson`. */
export function requestIntegrations<T>(
  client: NorthstarClient,
  path: string,
  field: keyof T & string,
  options?: JsonRequest,
): Promise<T> {
  return requestJson(client, `/integrations${path}`, field, options);
}

/** The path of one integration. */
export const pathOf = (name: string) => `/${encodeURIComponent(name)}`;
