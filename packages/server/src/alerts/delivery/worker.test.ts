import { expect, test } from "vitest";
import { alertMessage, SENT_AT } from "../testing/messages.ts";
import type { OutboxEntry } from "../types.ts";
import { type DeliveryOutcome, failed, refused } from "./DeliveryOutcome.ts";
import { MAX_ATTEMPTS } from "./retryPolicy.ts";
import { deliverOne } from "./worker.ts";

/** A worker whose outbox and jobs can be read, and whose receiver answers as told. */
function worker(...outcomes: DeliveryOutcome[]) {
  const clock = { now: SENT_AT };
  const entries = new Map<string, OutboxEntry>();
  const jobs: { id: string; seconds: number }[] = [];
  const sent: string[] = [];
  const problems: (string | undefined)[] = [];
  const crash = { next: false };
  const deliver = deliverOne(
    {
      store: {
        tenant: "acme",
        outbox: async (id) => entries.get(id) ?? null,
        async noteDelivery(id, { status, problem }) {
          if (crash.next) {
            crash.next = false;
            throw new Error("The process died.");
          }
          const entry = entries.get(id);
          if (entry) entries.set(id, { ...entry, status, attempts: entry.attempts + 1 });
          problems.push(problem);
        },
      },
      boss: {
        async send(_queue, { id }, { startAfter }) {
          jobs.push({ id, seconds: startAfter });
        },
      },
      send: async ({ dedupKey }) => {
        sent.push(dedupKey);
        return outcomes.shift() ?? { kind: "sent" };
      },
      now: () => clock.now,
      random: () => 0,
    },
    "hook",
  );
  const put = (id: string, change: Partial<OutboxEntry> = {}) =>
    entries.set(id, { ...alertMessage({ dedupKey: `key-${id}` }), id, attempts: 0, status: "waiting", ...change });
  const run = (id: string, tenant = "acme") => deliver({ tenant, id });
  return { clock, entries, jobs, sent, problems, crash, put, run };
}

test("a process that dies between sending and noting sends the same again under the same key", async () => {
  const { put, run, crash, sent, entries } = worker();
  put("1");
  crash.next = true;
  await expect(run("1")).rejects.toThrow("died");
  await run("1");
  expect(sent).toEqual(["key-1", "key-1"]);
  await run("1");
  expect(sent).toHaveLength(2);
  expect(entries.get("1")?.status).toBe("sent");
});

test("what failed is tried again, later each time, and is a dead letter in the end", async () => {
  const { put, run, jobs, entries, problems } = worker(
    ...Array.from({ length: MAX_ATTEMPTS }, () => failed("No answer.")),
  );
  put("1");
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
    await run("1");
    expect(entries.get("1")?.status).toBe("retrying");
  }
  expect(jobs.map(({ seconds }) => seconds)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1800, 1800]);
  await run("1");
  expect(entries.get("1")?.status).toBe("dead");
  expect(jobs).toHaveLength(MAX_ATTEMPTS - 1);
  expect(problems.at(-1)).toBe("No answer.");
});

test("a channel that asks for fewer is left alone for all messages, and they lose no attempt by it", async () => {
  const { put, run, jobs, sent, entries, clock } = worker(failed("Busy.", 60, true));
  put("1");
  put("2");
  await run("1");
  await run("2");
  expect(sent).toEqual(["key-1"]);
  expect(jobs).toEqual([
    { id: "1", seconds: 60 },
    { id: "2", seconds: 60 },
  ]);
  expect(entries.get("2")).toMatchObject({ status: "waiting", attempts: 0 });
  clock.now += 60_000;
  await run("2");
  expect(sent).toEqual(["key-1", "key-2"]);
});

test("what is refused isn't tried again", async () => {
  const { put, run, jobs, entries } = worker(refused("Gone."));
  put("1");
  await run("1");
  expect(entries.get("1")?.status).toBe("dead");
  expect(jobs).toEqual([]);
});

test("quiet hours are waited for, another installation's job is left to it, and what was settled is left alone", async () => {
  const { put, run, jobs, sent } = worker();
  put("early", { notBefore: SENT_AT + 90_000 });
  put("dead", { status: "dead" });
  await run("early");
  await run("early", "other");
  await run("dead");
  await run("unknown");
  expect(sent).toEqual([]);
  expect(jobs).toEqual([
    { id: "early", seconds: 90 },
    { id: "early", seconds: 5 },
  ]);
});
