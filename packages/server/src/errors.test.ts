import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "./errors.ts";

describe("the codes", () => {
  it("are all in the documentation, and no other", () => {
    const text = readFileSync(new URL("../../../docs/api.md", import.meta.url), "utf8");
    const section = text
      .slice(text.indexOf("## Errors"))
      .split("\n")
      .filter((line) => line.startsWith("| ") || line.startsWith("What the"));
    const documented = section.flatMap((line) =>
      [...line.matchAll(/`([a-z]+(?:_[a-z]+)*)`/g)].map((match) => match[1]),
    );
    expect([...new Set(documented)].sort()).toEqual(Object.keys(ERROR_CODES).sort());
  });
});
