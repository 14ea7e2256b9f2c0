import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffDefinitions } from "./diffDefinitions.ts";
import { type DiffedLine, diffLines } from "./diffLines.ts";

const written = (lines: readonly DiffedLine[]) =>
  lines.map(({ kind, text }) => `${{ same: " ", added: "+", removed: "-" }[kind]}${text}`).join("");

/** Length of the longest common subsequence, by the textbook's table. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const table = a.map(() => b.map(() => 0));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (const [i, one] of a.entries()) {
    for (const [j, other] of b.entries()) {
      table[i]![j] = one === other ? at(i - 1, j - 1) + 1 : Math.max(at(i - 1, j), at(i, j - 1));
    }
  }
  return at(a.length - 1, b.length - 1);
}

describe("diffLines", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 25 });

  it("is both texts: without what comes the old one, without what goes the new one", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        expect(lines.filter(({ kind }) => kind !== "added").map((line) => line.text)).toEqual(before);
        expect(lines.filter(({ kind }) => kind !== "removed").map((line) => line.text)).toEqual(after);
      }),
    );
  });

  it("keeps as many lines as any difference can", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const kept = diffLines(before, after).filter(({ kind }) => kind === "same");
        expect(kept).toHaveLength(longestCommon(before, after));
      }),
    );
  });

  it.each([
    // The example of Myers' paper: five changes.
    ["abcabba", "cbabac", 5],
    ["", "", 0],
    ["", "ab", 2],
    ["ab", "", 2],
    ["ab", "ab", 0],
  ])("goes from %j to %j in the fewest changes", (before, after, changes) => {
    const lines = diffLines([...before], [...after]);
    expect(lines.filter(({ kind }) => kind !== "same")).toHaveLength(changes);
  });

  it("says what goes before what comes in its place", () => {
    expect(written(diffLines([..."axc"], [..."ayc"]))).toBe(" a-x+y c");
  });

  it("is done with long texts that have nothing in common", () => {
    const lines = (name: string) => Array.from({ length: 800 }, (_, index) => `${name}${index}`);
    expect(diffLines(lines("a"), lines("b"))).toHaveLength(1600);
  });
});

describe("diffDefinitions", () => {
  const definition = { record: ["unit: people"], parts: { "cube a": ["1", "2", "3", "4", "5", "6", "7", "8", "9"] } };

  it("says nothing of two that are the same", () => {
    expect(diffDefinitions(definition, definition)).toEqual([]);
  });

  it("shows what changed with the lines around it, and how many are left out", () => {
    const parts = { "cube a": ["1", "2", "3", "4", "five", "6", "7", "8", "9"] };
    expect(diffDefinitions(definition, { ...definition, parts }, 1)).toEqual([
      {
        part: "cube a",
        state: "changed",
        lines: [
          { kind: "skipped", count: 3 },
          { kind: "same", text: "4" },
          { kind: "removed", text: "5" },
          { kind: "added", text: "five" },
          { kind: "same", text: "6" },
          { kind: "skipped", count: 3 },
        ],
      },
    ]);
  });

  it("names pieces that only one version rests on, and the record first", () => {
    const after = { record: ["unit: count"], parts: { "join a to b": [] } };
    expect(diffDefinitions(definition, after, 0).map(({ part, state }) => [part, state])).toEqual([
      [null, "changed"],
      ["cube a", "removed"],
      ["join a to b", "added"],
    ]);
  });
});
