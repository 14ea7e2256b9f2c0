import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ingestPayload } from "../pipeline/ingest.ts";
import type { SourceName } from "../sources/registry.ts";
import { openSpool } from "../spool/openSpool.ts";
import type { Spool } from "../spool/types.ts";
import { tableContents, temporaryFolder } from "../testing.ts";
import { TABLES } from "../warehouse/schema.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { startWorker } from "../worker/startWorker.ts";
import { erasePerson } from "./erasePerson.ts";

const WORD = "zanahoria";
const AT = Date.parse("2026-03-05T10:00:00Z");
const at = (minute: number) => new Date(AT + minute * 60_000).toISOString();

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let warehouse: Warehouse;
let spool: Spool;
beforeEach(async () => {
  folder = await temporaryFolder();
  warehouse = await openWarehouse({ path: ":memory:" });
  spool = await openSpool({ dir: folder.path, segmentBytes: 600 });
});
afterEach(async () => {
  await spool.close();
  await warehouse.close();
  await folder.remove();
});

/** What senders post of the person, and once of somebody else. */
const waiting: readonly (readonly [SourceName, string])[] = [
  [
    "sendgrid",
    JSON.stringify(
      ["open", "click", "teleported"].map((event, i) => ({
        event,
        email: `${WORD}@example.org`,
        timestamp: AT / 1000 + i,
        sg_event_id: `e${i}`,
        sg_message_id: `m-${WORD}`,
        url: `https://a.example/${WORD}`,
        campaign_id: "k",
      })),
    ),
  ],
  ["sendgrid", `{"event":"open","email":"${WORD}@example.org","broken`],
  [
    "hubspot",
    JSON.stringify([
      {
        subscriptionType: "contact.propertyChange",
        objectId: 501,
        occurredAt: AT,
        propertyName: "email",
        propertyValue: `${WORD}@example.org`,
      },
    ]),
  ],
  [
    "segment",
    JSON.stringify({
      type: "track",
      messageId: `t-${WORD}`,
      userId: "501",
      anonymousId: `${WORD}-1`,
      event: "page",
      timestamp: at(1),
      context: { traits: { email: `${WORD}@example.org` } },
    }),
  ],
  [
    "mailchimp",
    new URLSearchParams({
      type: "upemail",
      fired_at: "2026-03-05 12:00:00",
      "data[old_email]": `${WORD}@example.org`,
      "data[new_email]": `${WORD}.new@example.org`,
    }).toString(),
  ],
  [
    "sendgrid",
    JSON.stringify([
      {
        event: "open",
        email: "calabaza@example.org",
        timestamp: AT / 1000,
        sg_event_id: "other",
        sg_message_id: "calabaza",
        campaign_id: "k",
      },
    ]),
  ],
];

test("deliveries that wait in the spool while somebody is erased tell of them neither in tables, nor in the inbox, nor in the spool's files for long", async () => {
  await ingestPayload(warehouse, "segment", {
    body: JSON.stringify({
      type: "identify",
      messageId: "i1",
      userId: "501",
      anonymousId: `${WORD}-1`,
      timestamp: at(0),
      traits: { email: `${WORD}@example.org` },
    }),
  });
  for (const [i, [source, body]] of waiting.entries()) {
    const receivedAt = BigInt(AT + i) * 1000n;
    await spool.append({ source, dedupKey: `d${i}`, receivedAt, headers: {}, body: Buffer.from(body) });
  }
  await erasePerson(warehouse, { crmId: "501" });
  const worker = startWorker({ warehouse, spool, now: () => AT + 3_600_000 });
  await worker.settle();
  await worker.stop();

  const text = JSON.stringify(await tableContents(warehouse, Object.keys(TABLES)));
  expect(text).not.toContain(WORD);
  const bodies = await warehouse.all(
    "SELECT provider, CAST(body AS VARCHAR) AS body FROM raw_inbox ORDER BY dedup_key",
  );
  expect(bodies).toHaveLength(7);
  expect(JSON.stringify(bodies)).not.toContain(WORD);
  expect(JSON.stringify(bodies)).toContain("calabaza@example.org");
  // Counted all the same: two readings of one message, and another's.
  expect(
    await warehouse.all("SELECT event_type, count(*)::INT AS n FROM message_events GROUP BY 1 ORDER BY 1"),
  ).toEqual([
    { event_type: "click", n: 1 },
    { event_type: "read", n: 2 },
  ]);
  expect(await warehouse.all("SELECT DISTINCT excerpt FROM dead_letter")).toEqual([{ excerpt: "" }]);
  expect(await warehouse.all("SELECT user_id FROM users WHERE user_id = '501'")).toEqual([]);
  expect(spool.stats().bytes).toBe(0);

  // The last file goes when it is full and what comes behind it is taken too.
  for (let i = 0; i < 2; i++) {
    const body = Buffer.from(JSON.stringify({ results: [], filler: "x".repeat(600) }));
    await spool.append({ source: "hubspot", dedupKey: `full${i}`, receivedAt: 0n, headers: {}, body });
  }
  const second = startWorker({ warehouse, spool, now: () => AT + 3_700_000 });
  await second.settle();
  await second.stop();
  let left = "";
  for (const name of await readdir(folder.path)) left += await readFile(join(folder.path, name), "latin1");
  expect(left).not.toContain(WORD);
});
