import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parseChannels, readChannels } from "./channelsFile.ts";

const GOOD = `
channels:
  - name: ops-slack
    kind: slack
    tokenFrom: NORTHSTAR_SLACK_TOKEN
    channel: "#alerts"
    recipients:
      - { id: ops, title: Operaciones, to: "#ops", roles: [devops], locale: es, timeZone: America/Bogota }
  - name: mail
    kind: email
    smtpFrom: NORTHSTAR_SMTP
    from: "Northstar <alerts@example.com>"
    recipients:
      - { id: ana, title: Ana, to: ana@example.com, roles: [director], filters: { country: [CO] }, locale: en }
allowPrivateTargets: [hooks.local, 10.1.0.0/16]
`;

test("channels and recipients are read with their defaults", () => {
  const { channels, allowPrivateTargets } = parseChannels(GOOD);
  expect(channels.map(({ name, kind }) => [name, kind])).toEqual([
    ["ops-slack", "slack"],
    ["mail", "email"],
  ]);
  expect(channels[1]?.recipients[0]).toEqual({
    id: "ana",
    title: "Ana",
    to: "ana@example.com",
    roles: ["director"],
    filters: { country: ["CO"] },
    locale: "en",
  });
  expect(allowPrivateTargets).toEqual(["hooks.local", "10.1.0.0/16"]);
});

test("routes name what is in the file", () => {
  const routed = (route: string) => `${GOOD}routes:\n  - ${route}\n`;
  expect(parseChannels(routed("{ channel: mail, from: critical, labels: { team: growth } }")).routes).toEqual([
    { channel: "mail", from: "critical", labels: { team: "growth" } },
  ]);
  expect(() => parseChannels(routed("{ channel: fax }"))).toThrow(/routes\.0\.channel: is no channel of this file/);
  expect(() => parseChannels(routed("{ channel: mail, recipients: [ana, bob] }"))).toThrow(
    /routes\.0\.recipients\.1: is no recipient/,
  );
});

test("the example in the documentation is right", async () => {
  const page = await readFile(new URL("../../../../../docs/alert-channels.md", import.meta.url), "utf8");
  const example = /```yaml\n([\s\S]+?)```/.exec(page)?.[1] ?? "";
  expect(parseChannels(example).channels.map(({ kind }) => kind)).toEqual(["slack", "email", "whatsapp", "webhook"]);
});

test.each([
  ["kind: slack", "kind: pigeon", /channels\.0\.kind/],
  [
    "tokenFrom: NORTHSTAR_SLACK_TOKEN",
    "tokenFrom: xoxb-1-secret",
    /channels\.0\.tokenFrom: must be the name of an environment/,
  ],
  ["tokenFrom: NORTHSTAR_SLACK_TOKEN", "title: x", /channels\.0/],
  ["ana@example.com", "ana", /channels\.1\.recipients\.0\.to: must be an e-mail address/],
  ["roles: [director]", "roles: []", /channels\.1\.recipients\.0\.roles: must name a role/],
  ["name: mail", "name: ops-slack", /channels\.1\.name: is taken/],
  ["timeZone: America/Bogota", "timeZone: Bogota", /must be an IANA time zone/],
  ["10.1.0.0/16", "10.1.0.0/99", /allowPrivateTargets/],
  ["channels:", "channels: [", /line \d/],
])("%s as %s is told with its place", (from, to, message) => {
  expect(() => parseChannels(GOOD.replace(from, to))).toThrow(
    expect.objectContaining({ code: "option_invalid", message: expect.stringMatching(message) }),
  );
});

test("a secret that was written into the file by mistake isn't repeated", () => {
  expect(() => parseChannels(GOOD.replace("NORTHSTAR_SLACK_TOKEN", "xoxb-1-secret"))).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining("xoxb") }),
  );
});

test("without a file there are no channels", async () => {
  expect((await readChannels("/nonexistent/alerts.yml")).channels).toEqual([]);
});
