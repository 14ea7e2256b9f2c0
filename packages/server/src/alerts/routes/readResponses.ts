import {
  type AlertHistoryEntry,
  type AlertResponses,
  type AlertsPort,
  alertResponses,
  type Claims,
} from "@northstar/core";

const PAGE = 200;
/** Lines of history that are looked at: beyond them the answer begins later, and says so. */
const MOST_LINES = 4000;

/** How the alerts that a reader sees were answered in the last days: of their own history, so of nothing that they couldn't read. */
export async function readResponses(port: AlertsPort, claims: Claims, since: Date): Promise<AlertResponses> {
  // Who never looked at alerts has no history of their own yet: it begins now.
  await port.list(claims);
  const entries: AlertHistoryEntry[] = [];
  let before: string | undefined;
  let from = since.getTime();
  for (;;) {
    const page = await port.history(claims, { before, limit: PAGE });
    entries.push(...page.entries);
    const last = page.entries.at(-1);
    if (!last || page.next === null || Date.parse(last.at) < from) break;
    if (entries.length >= MOST_LINES) {
      from = Date.parse(last.at);
      break;
    }
    before = page.next;
  }
  const responses = alertResponses(entries).filter(({ firedAt }) => Date.parse(firedAt) >= from);
  return { responses, since: new Date(from).toISOString() };
}
