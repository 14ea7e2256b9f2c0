import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isSourceName } from "../sources/registry.ts";
import { createConnectors } from "./createConnectors.ts";

const connectors = createConnectors();

test("connectors have names of their own and sources that exist", () => {
  const names = connectors.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { source } of connectors) expect(isSourceName(source)).toBe(true);
});

test("every connector and setting is in the documentation", () => {
  const text = readFileSync(new URL("../../../../docs/connectors.md", import.meta.url), "utf8");
  for (const { name, settings, secrets, oneOf = [], optionalSettings = [] } of connectors) {
    const ways = oneOf.flatMap((way) => [...way.settings, ...way.secrets]);
    for (const word of [name, ...settings, ...secrets, ...ways, ...optionalSettings])
      expect(text).toContain(`\`${word}\``);
  }
});
