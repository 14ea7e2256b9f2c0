import type { Erasure, Query } from "@northstar/core";
import { ingestPayload } from "@northstar/ingest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWholeWay, type WholeWay } from "./openWholeWay.ts";

let way: WholeWay;
beforeAll(async () => {
  way = await openWholeWay({});
});
afterAll(() => way.close());

const PEOPLE: Query = {
  measures: ["executive.new_registrations"],
  dimensions: ["executive.person"],
  timeDimensions: [{ dimension: "executive.date", dateRange: ["2026-01-01", "2026-01-31"] }],
};
const ANALYST = { roles: ["analyst" as const] };
const ids = async () => {
  const [rows = []] = await way.ask([PEOPLE], ANALYST);
  return rows.map(({ person }) => String(person));
};

async function operator<T>(path: string, body?: object): Promise<T> {
  const { northstar } = way.platform;
  const token = await northstar.signToken({ sub: "ops", roles: ["devops"] });
  const response = await northstar.fetch(
    new Request(`http://northstar.test/northstar/v1/${path}`, {
      headers: { authorization: `Bearer ${token}` },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    }),
  );
  expect(response.ok, await response.clone().text()).toBe(true);
  return (await response.json()) as T;
}

test("who was erased is in no answer any more, also in none that was kept, and is counted as before", async () => {
  const contact = (id: string) => ({
    id,
    createdAt: "2026-01-05T08:00:00Z",
    updatedAt: "2026-01-05T08:00:00Z",
    properties: { email: `${id}@example.org`, country: "Colombia" },
  });
  await ingestPayload(way.platform.warehouse, "hubspot", {
    body: JSON.stringify({ results: [contact("5010"), contact("5020")] }),
  });
  expect((await ids()).sort()).toEqual(["5010", "5020"]);
  expect((await ids()).sort()).toEqual(["5010", "5020"]);

  const { id } = await operator<Erasure>("erasures", { email: "5010@example.org" });
  await expect.poll(() => operator<Erasure>(`erasures/${id}`), { timeout: 20_000 }).toMatchObject({ status: "done" });

  const after = await ids();
  expect(after).toHaveLength(2);
  expect(after).toContain("5020");
  expect(after).not.toContain("5010");
});
