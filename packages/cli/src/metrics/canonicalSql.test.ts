import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalSql, withoutComments } from "./canonicalSql.ts";

const TOKENS = [
  ...["SELECT", "a", "count", "(", ")", ",", "FROM", "people", "WHERE", "x", "=", "<>", "<=", "'it''s -- {}'", '"Day"'],
  ...[
    "1.5",
    "||",
    "NOT",
    "{CUBE}",
    ".",
    "{activity.sql()}",
    "{SQL_UTILS.convertTz('a.day')}",
    "-",
    "CASE",
    "WHEN",
    "END",
  ],
];

/** What may stand between two tokens without meaning anything. */
const gap = fc.constantFrom(" ", "\n", "  \t", " -- a remark, it's\n", " /* {gone.sql()} */ ", "\r\n    ");

describe("canonicalSql", () => {
  it("is the same however the same tokens are spaced, broken and remarked on", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...TOKENS), gap, gap), { minLength: 1, maxLength: 30 }),
        (written) => {
          const one = written.map(([token, before]) => before + token).join(" ");
          const other = written.map(([token, , after]) => token + after).join(" ");
          expect(canonicalSql(one)).toEqual(canonicalSql(other));
        },
      ),
    );
  });

  it("differs when a token does", () => {
    const written = fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(written, written, (one, other) => {
        fc.pre(one.join(" ") !== other.join(" "));
        expect(canonicalSql(one.join(" "))).not.toEqual(canonicalSql(other.join(" ")));
      }),
    );
  });

  it("gives each column and each condition a line, and keywords one way to write them", () => {
    expect(
      canonicalSql("select a, count(*) as n from (select a from t where x between 1 and 2 and y) as s group by 1"),
    ).toEqual([
      "SELECT a,",
      "  count(*) AS n",
      "FROM (SELECT a",
      "  FROM t",
      "  WHERE x BETWEEN 1 AND 2",
      "  AND y) AS s",
      "GROUP BY 1",
    ]);
  });

  it.each([
    ["a column's name", "SELECT total FROM t", "SELECT Total FROM t"],
    ["space in a text", "SELECT 'a b'", "SELECT 'a  b'"],
    ["what looks like a comment in a text", "SELECT '--a'", "SELECT '--b'"],
    ["a text in dollars", "SELECT $$a  b$$", "SELECT $$a b$$"],
    ["an operator", "a < b", "a <= b"],
    ["a reference that a name is joined to", "{CUBE}_total", "{CUBE} _total"],
    ["an escaped brace", "'\\{'", "'\\}'"],
    ["two operators that are one when joined", "a < = b", "a <= b"],
  ])("sees a change of %s", (_, one, other) => {
    expect(canonicalSql(one)).not.toEqual(canonicalSql(other));
  });

  it.each([["'open"], ["SELECT {open"], ["/* open"], ["'it\\'s' -- {gone}"], ["a }"]])(
    "leaves %s as it was written, since nobody can say where it ends",
    (sql) => {
      expect(canonicalSql(sql)).toEqual([sql]);
      expect(withoutComments(sql)).toBe(sql);
    },
  );
});
