import { expect, it } from "vitest";
import { printKey, printLiteral } from "./printLiteral.ts";

// `["aa…", "bb…"]` of n letters in all is n + 8 characters; 2 of indentation and 7 of `list: ` and `,` stand around it.
const pair = (letters: number) => ["a".repeat(letters - 50), "b".repeat(50)];

it("keeps on one line what fills 120 columns", () => {
  const text = printLiteral(pair(103), 1, 7);
  expect(text).not.toContain("\n");
  expect(2 + 7 + text.length).toBe(120);
});

it("breaks what would fill 121, one entry a line", () => {
  expect(printLiteral(pair(104), 1, 7)).toBe(`[\n    "${"a".repeat(54)}",\n    "${"b".repeat(50)}",\n  ]`);
});

it("breaks only what needs it of objects within objects", () => {
  const long = ["a".repeat(60), "b".repeat(60)];
  expect(printLiteral({ short: { of: [1, true, null] }, long }, 0, 1)).toBe(
    `{\n  short: { of: [1, true, null] },\n  long: [\n    "${long[0]}",\n    "${long[1]}",\n  ],\n}`,
  );
});

it.each([
  ["k_factor", "k_factor"],
  ["class", "class"],
  ["page-views", '"page-views"'],
  ["30_days", '"30_days"'],
  ['a"b', '"a\\"b"'],
])("writes the key %s as %s", (key, text) => {
  expect(printKey(key)).toBe(text);
});
