import { describe, expect, it } from "vitest";
import { definitionChanges } from "./definitionChanges.ts";

const note = { es: "", en: "" };
const changelog = [
  { version: 3, since: "2026-10-01", note },
  { version: 1, since: "2026-01-01", note },
  { version: 2, since: "2026-06-15", note },
];

describe("definitionChanges", () => {
  it("has all but the first version, oldest first", () => {
    expect(definitionChanges({ changelog })).toEqual([
      { version: 2, since: "2026-06-15" },
      { version: 3, since: "2026-10-01" },
    ]);
  });

  it.each<[string, [string, string], number[]]>([
    ["a stretch around one", ["2026-06-01", "2026-06-30"], [2]],
    ["its last day", ["2026-06-01", "2026-06-15"], [2]],
    ["all that was in force from its first day", ["2026-06-15", "2026-09-30"], []],
    ["none", ["2026-07-01", "2026-07-31"], []],
    ["two", ["2026-01-01", "2026-12-31"], [2, 3]],
  ])("crosses, in %s", (_, range, versions) => {
    expect(definitionChanges({ changelog }, range).map(({ version }) => version)).toEqual(versions);
  });

  it("is nothing without a change log", () => {
    expect(definitionChanges({})).toEqual([]);
  });
});
