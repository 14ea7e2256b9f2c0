import { describe, expect, it } from "vitest";
import { plainError } from "./toRun.ts";

describe("plainError", () => {
  it.each([
    ["HubSpot answered 401: the token has ended.", "HubSpot answered 401: the token has ended."],
    ['IO Error: Cannot open file "/srv/data/northstar.duckdb": no space', 'IO Error: Cannot open file "…": no space'],
    ["ENOENT: C:\\Users\\ana\\data\\x.csv is missing", "ENOENT: … is missing"],
    [
      "could not reach https://user:pw@api.example.org/v3/contacts?hapikey=abc now",
      "could not reach api.example.org now",
    ],
    ["refused key sk_live_0123456789abcdefghijklmnopqrstuvwxyz01", "refused key …"],
    ["Parser Error: near\nLINE 1: SELECT * FROM users", "The warehouse refused a statement. See the server's log."],
    ["failed: INSERT INTO users VALUES ('a')", "The warehouse refused a statement. See the server's log."],
    ["first line\n    at file.ts:1:2", "first line"],
    ["3/4 pages, and/or 2 of 3", "3/4 pages, and/or 2 of 3"],
  ])("%s", (message, plain) => {
    expect(plainError(message)).toBe(plain);
  });

  it("is short", () => {
    expect(plainError("palabra ".repeat(100))).toHaveLength(300);
  });
});
