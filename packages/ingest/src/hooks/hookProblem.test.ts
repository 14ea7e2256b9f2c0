import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openSecrets } from "../secrets/secretStore.ts";
import { isSourceName } from "../sources/registry.ts";
import { hookDefinitions } from "./definitions.ts";
import { HOOK_CODES, isSecurityCode } from "./hookProblem.ts";

const page = readFileSync(new URL("../../../../docs/hooks.md", import.meta.url), "utf8");
const hooks = hookDefinitions(openSecrets({ environment: {}, now: () => 0 }));

it("the docs list every code beside its status, with a star where it is a security event, and no other", () => {
  const rows = page.split("\n").filter((line) => /^\| \d{3}/.test(line));
  const listed = rows.flatMap((row) =>
    [...row.matchAll(/`(\w+)`(\\\*)?/g)].map(
      ([, code, star]) =>
        `${code} ${row.slice(2, 10).includes(String(HOOK_CODES[code as keyof typeof HOOK_CODES]))} ${star !== undefined}`,
    ),
  );
  const codes = Object.keys(HOOK_CODES) as (keyof typeof HOOK_CODES)[];
  expect(listed.sort()).toEqual(codes.map((code) => `${code} true ${isSecurityCode(code)}`).sort());
});

it("the docs name every hook and its secrets", () => {
  for (const { name, source, secrets } of hooks) {
    expect(page).toContain(`\`${name}\``);
    expect(isSourceName(source)).toBe(true);
    for (const secret of secrets) expect(page).toContain(`\`${secret}\``);
  }
  expect(hooks.length).toBe(15);
});
