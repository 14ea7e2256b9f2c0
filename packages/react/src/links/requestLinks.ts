import type { LinkState, MadeLink, OpenedLink } from "@northstar/core/links";
import type { NorthstarClient } from "../provider/client.ts";
import { requestJson } from "../transport/requestJson.ts";

/** @throws NorthstarError the problem's own code (`link_too_long`), `bad_answer`, `network`, `offline` */
export function makeLink(client: NorthstarClient, state: LinkState, signal: AbortSignal): Promise<MadeLink> {
  return requestJson<MadeLink>(client, "/links", "link", { body: state, signal });
}

/** @throws NorthstarError the problem's own code (`link_invalid`, `link_expired`), `bad_answer`, `network`, `offline` */
export function openLink(client: NorthstarClient, link: string, signal: AbortSignal): Promise<OpenedLink> {
  return requestJson<OpenedLink>(client, `/links/${encodeURIComponent(link)}`, "search", { signal });
}
