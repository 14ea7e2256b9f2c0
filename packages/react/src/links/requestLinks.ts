import type { LinkState, MadeLink, OpenedLink } from "@northstar/core/links";
import { NorthstarError } from "../errors.ts";
import type { NorthstarClient } from "../provider/client.ts";

const BASE = "/northstar/v1/links";

/** @throws NorthstarError the problem's own code (`link_too_long`), `bad_answer`, `network`, `offline` */
export function makeLink(client: NorthstarClient, state: LinkState, signal: AbortSignal): Promise<MadeLink> {
  return request<MadeLink>(client, "", "link", { method: "POST", body: JSON.stringify(state), signal });
}

/** @throws NorthstarError the problem's own code (`link_invalid`, `link_expired`), `bad_answer`, `network`, `offline` */
export function openLink(client: NorthstarClient, link: string, signal: AbortSignal): Promise<OpenedLink> {
  return request<OpenedLink>(client, `/${encodeURIComponent(link)}`, "search", { signal });
}

async function request<T>(
  client: NorthstarClient,
  path: string,
  field: keyof T & string,
  options: { method?: "POST"; body?: string; signal: AbortSignal },
): Promise<T> {
  const response = await client.http.request(`${BASE}${path}`, { accept: "application/json", ...options });
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer === "object" && answer !== null && field in answer) return answer as T;
  throw new NorthstarError(
    "bad_answer",
    `The answer of ${BASE} doesn't fit what this version of Northstar expects. Check that the server is of the same version.`,
  );
}
