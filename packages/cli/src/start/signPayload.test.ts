import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHooks, openSecrets } from "@northstar/ingest";
import { afterEach, beforeEach, expect, test } from "vitest";
import { liveEvents } from "../simulate/live.ts";
import { readSampleKeys } from "./sampleSecrets.ts";
import { signPayload } from "./signPayload.ts";

const NOW = Date.parse("2026-11-23T14:00:00Z");
const PAYLOADS = Array.from({ length: 600 }, (_, n) =>
  liveEvents({ seed: 42, professionals: 300, at: new Date(NOW + n * 1000) }),
).flat();

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "northstar-sample-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test("hooks that know the sample's secrets believe a payload of each source, and none when a byte is another", async () => {
  const keys = readSampleKeys({ dataDir });
  const bodies: string[] = [];
  const hooks = createHooks({
    spool: {
      append: async ({ body }) => {
        bodies.push(body.toString());
      },
    },
    secrets: openSecrets({ environment: { ...keys.secrets }, now: () => NOW }),
    now: () => NOW,
    onRefusal: () => {},
    onError: (error) => {
      throw error;
    },
    trustedProxies: 0,
  });
  const sources = [...new Set(PAYLOADS.map(({ source }) => source))];
  expect(sources).toHaveLength(9);
  for (const source of sources) {
    const payload = PAYLOADS.find((each) => each.source === source);
    if (!payload) continue;
    const url = `http://127.0.0.1:4000/northstar/v1/hooks/${source}`;
    const headers = { "content-type": "application/json", ...signPayload(payload, keys, url, NOW) };
    const post = (body: string) => hooks(new Request(url, { method: "POST", headers, body }), source);
    expect((await post(payload.body.replace(/\d(?=\D*$)/, "x"))).status, source).toBe(401);
    expect((await post(payload.body)).status, source).toBe(202);
    expect(bodies.at(-1)).toBe(payload.body);
  }
});

test("secrets are made once and are the owner's alone; a file that was cut off is made anew", () => {
  const path = join(dataDir, "sample-secrets.json");
  const keys = readSampleKeys({ dataDir });
  expect(readSampleKeys({ dataDir })).toEqual(keys);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  writeFileSync(path, readFileSync(path, "utf8").slice(0, 40));
  expect(readSampleKeys({ dataDir })).not.toEqual(keys);
});
