import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExportCell, guardFormula, toCsv, toTsv } from "./csv.ts";

/** Reads CSV as RFC 4180 says it: written from its grammar, not from the writer. */
function parse(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    if (text[at] === '"') {
      at++;
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (at >= text.length) throw new Error("quotes without an end");
        if (text[at] === '"') at++;
        cell += text[at];
        at++;
      }
      at++;
    }
    while (at < text.length && text[at] !== separator && text[at] !== "\r") {
      if (text[at] === '"' || text[at] === "\n") throw new Error(`a bare ${JSON.stringify(text[at])}`);
      cell += text[at];
      at++;
    }
    row.push(cell);
    cell = "";
    if (text[at] === "\r") {
      if (text[at + 1] !== "\n") throw new Error("a carriage return alone");
      rows.push(row);
      row = [];
      at++;
    }
    at++;
  }
  if (row.length > 0) throw new Error("the last line has no end");
  return rows;
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", ";", "'", " ", "1", "a", "＝") }),
);
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.array(fc.array(fc.oneof(text, number, fc.constant(null)), { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 8,
  }),
);

const isSafeStart = (cell: string) => !/^[=+\-@\t\r\n＝＋－＠]/.test(cell.replace(/^ +/, ""));
const isNumber = (cell: string) => /^-?\d+(?:[.,]\d+)?(?:e[+-]\d+)?$/.test(cell);

describe("toCsv", () => {
  it("is read back as it was written, and no cell begins a formula", () => {
    fc.assert(
      fc.property(table, fc.constantFrom("point" as const, "comma" as const), (rows, decimal) => {
        const separator = decimal === "comma" ? ";" : ",";
        const header = rows[0]!.map((_, index) => `c${index}`);
        const [first, ...read] = parse(toCsv(header, rows, { decimal }), separator);
        expect(first).toEqual(header);
        expect(read).toHaveLength(rows.length);
        rows.forEach((row, index) => {
          row.forEach((cell, place) => {
            const found = read[index]?.[place] ?? "missing";
            if (cell === null) expect(found).toBe("");
            else if (typeof cell === "number") expect(Number(found.replace(",", "."))).toBe(cell === 0 ? 0 : cell);
            else expect([cell, `'${cell}`]).toContain(found);
            expect(isSafeStart(found) || isNumber(found)).toBe(true);
          });
        });
      }),
    );
  });

  it("writes numbers for every program, or for a spreadsheet set to Spanish", () => {
    const rows: ExportCell[][] = [["a, b", -1234.5, 0.25, null, Number.NaN]];
    expect(toCsv(["n", "x", "y", "z", "q"], rows)).toBe('\uFEFFn,x,y,z,q\r\n"a, b",-1234.5,0.25,,\r\n');
    expect(toCsv(["n", "x", "y", "z", "q"], rows, { decimal: "comma" })).toBe(
      "\uFEFFn;x;y;z;q\r\na, b;-1234,5;0,25;;\r\n",
    );
  });

  it("says what the rows are of before the header, never in quotes", () => {
    const comments = ['Altas de "marca", 2026', "dos\nlíneas"];
    expect(toCsv(["a"], [[1]], { comments })).toBe("\uFEFF# Altas de  marca  · 2026\r\n# dos líneas\r\na\r\n1\r\n");
  });

  it("keeps a line for a row of one empty cell", () => {
    expect(parse(toCsv(["a"], [[null], [""], [1]]), ",")).toEqual([["a"], [""], [""], ["1"]]);
  });
});

describe("guardFormula", () => {
  it.each([
    "=1+1",
    "+57 300 123",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1",
    "＠a",
    "-",
    "-1,234.50",
  ])("disarms %j", (formula) => {
    expect(guardFormula(formula)).toBe(`'${formula}`);
  });

  it.each(["-12.5", "-12,5", "-3", "a=b", "1-2", "", "'=1", "#1", "–"])("leaves %j", (plain) => {
    expect(guardFormula(plain)).toBe(plain);
  });
});

describe("toTsv", () => {
  it("has one line a row whatever is in the cells, and disarms formulas", () => {
    const rows: ExportCell[][] = [
      ["dos\nlíneas\ty tab", -0.5],
      ["=1", null],
    ];
    expect(toTsv(["a", "b"], rows, { decimal: "comma" })).toBe("a\tb\ndos líneas y tab\t-0,5\n'=1\t");
  });
});
