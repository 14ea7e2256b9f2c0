import { expect, test } from "vitest";
import { audienceOf } from "./audienceOf.ts";
import { recipientsOf } from "./tellAudience.ts";

const audience = audienceOf({ tenant: "default", roles: ["devops"], filters: {} });
const all = [
  { channel: "slack", id: "ops" },
  { channel: "mail", id: "ana" },
  { channel: "mail", id: "leo" },
].map((one) => ({ ...one, audience, locale: "es" as const, timeZone: "UTC" }));
const defaults = [
  { channel: "slack", labels: { kind: "late_source" } },
  { channel: "mail", recipients: ["ana"], from: "critical" as const },
  { channel: "mail", recipients: ["leo"], labels: { rule: "few" } },
];
const names = (rule: Parameters<typeof recipientsOf>[0]) =>
  recipientsOf(rule, all, new Set(), defaults).map(({ channel, id }) => `${channel}/${id}`);

test("a rule's own routes are all that counts", () => {
  expect(names({ id: "few", routes: [{ channel: "slack" }], labels: { kind: "limits" } })).toEqual(["slack/ops"]);
  expect(names({ id: "few", routes: [] })).toEqual([]);
});

test("a rule without any goes where the operator says, by its labels, its id and its severity", () => {
  expect(names({ id: "late-crm", labels: { kind: "late_source", source: "crm" } })).toEqual(["slack/ops"]);
  expect(names({ id: "few", labels: { kind: "limits" } })).toEqual(["mail/leo"]);
  expect(names({ id: "north-star", severity: "critical" })).toEqual(["mail/ana"]);
  expect(names({ id: "other" })).toEqual([]);
});
