import type { IntegrationActionResult } from "@northstar/core";
import type { ProgressBar } from "../progressBar.ts";
import type { Operations } from "./operations.ts";

/** Dead letters of one page of the list, the most that there are. */
const PAGE = 200;
/** Dead letters of one request: a server answers it within seconds. */
const BATCH = 500;

/**
 * Replays dead letters, some or all of an integration, a few hundred at a time: each request is whole by itself, so that what ends it early
 * leaves the rest as it was.
 */
export async function replayAll(
  operations: Pick<Operations, "act" | "deadLetters">,
  name: string,
  given: readonly string[],
  bar: ProgressBar,
): Promise<IntegrationActionResult> {
  const ids = given.length > 0 ? given : await idsOf(operations, name);
  const results: IntegrationActionResult[] = [];
  try {
    for (let from = 0; from < ids.length; from += BATCH) {
      bar.show(from / ids.length, `${name}: ${from} of ${ids.length}`);
      results.push(await operations.act(name, { action: "replay", ids: ids.slice(from, from + BATCH) }));
    }
    if (ids.length > 0) bar.show(1, `${name}: ${ids.length} of ${ids.length}`);
  } finally {
    bar.end();
  }
  const last = results.at(-1) ?? (await operations.act(name, { action: "replay" }));
  const sum = (part: "done" | "failed") => results.reduce((total, result) => total + result[part], 0);
  return { ...last, done: sum("done"), failed: sum("failed") };
}

/** All that there are, the oldest first. */
async function idsOf(operations: Pick<Operations, "deadLetters">, name: string): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page = await operations.deadLetters(name, { after, limit: PAGE });
    ids.push(...page.deadLetters.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  return ids.reverse();
}
