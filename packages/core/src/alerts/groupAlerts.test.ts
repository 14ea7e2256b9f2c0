import { expect, test } from "vitest";
import { groupAlerts, type Tellable } from "./groupAlerts.ts";

const one = (own: Partial<Tellable>): Tellable => ({
  to: "slack/ops",
  event: "fired",
  sources: ["ga4"],
  labels: {},
  notBefore: null,
  ...own,
});

test("ten tiles of one cause are one message that names it", () => {
  const tiles = Array.from({ length: 10 }, (_, index) => one({ sources: index % 2 ? ["ga4", "crm"] : ["ga4"] }));
  expect(groupAlerts(tiles)).toEqual([{ members: tiles, cause: { kind: "source", sources: ["ga4"] } }]);
});

test("a label that all have is the cause before a source", () => {
  const labels = { team: "growth" };
  const [group] = groupAlerts([one({ labels: { ...labels, tier: "1" } }), one({ labels })]);
  expect(group?.cause).toEqual({ kind: "label", name: "team", value: "growth" });
});

test("recipients, events and moments are apart; one alert needs no cause", () => {
  const groups = groupAlerts([one({}), one({ to: "mail/ana" }), one({ event: "recovered" }), one({ notBefore: 5 })]);
  expect(groups.map(({ members, cause }) => [members.length, cause])).toEqual([
    [1, null],
    [1, null],
    [1, null],
    [1, null],
  ]);
});

test("what has nothing in common is one message without a cause", () => {
  expect(groupAlerts([one({}), one({ sources: ["crm"] })])).toMatchObject([{ cause: null }]);
});
