import { expect, test } from "vitest";
import { channelGroup } from "./channelGroup.ts";
import { countryOf } from "./country.ts";
import { emailHash, phoneHash } from "./hashing.ts";
import { booleanOf, dayOf, jsonOf, microsOf, moneyOf, numberOf, textOf } from "./values.ts";

const noon = 1772366400000000n; // 2026-03-01T12:00:00Z

test.each([
  ["2026-03-01T12:00:00Z", noon],
  ["2026-03-01 12:00:00", noon],
  ["2026-03-01T07:00:00-05:00", noon],
  ["2026-03-01T07:00:00-0500", noon],
  ["2026-03-01 12:00:00 UTC", noon],
  ["2026-03-01T12:00:00.250Z", noon + 250_000n],
  ["2026-03-01", noon - 12n * 3_600_000_000n],
  [1772366400, noon],
  ["1772366400", noon],
  [1772366400000, noon],
  ["1772366400000000", noon],
  [1772366400.5, noon + 500_000n],
  ["2026-02-30", null],
  ["1899-01-01", null],
  ["soon", null],
  ["", null],
  [0, null],
  [null, null],
])("the moment %j", (value, expected) => {
  expect(microsOf(value)).toBe(expected);
});

test("days, numbers, money, booleans and text", () => {
  expect(dayOf("2024-02-29T23:30:00-05:00")).toBe("2024-03-01");
  expect([
    numberOf("1.5"),
    numberOf(" 2 "),
    numberOf("1,5"),
    numberOf(""),
    numberOf("0x10"),
    numberOf(Number.NaN),
  ]).toEqual([1.5, 2, null, null, null, null]);
  expect(moneyOf("1e20")).toBeNull();
  expect([booleanOf("Yes"), booleanOf(0), booleanOf("maybe"), booleanOf(null)]).toEqual([true, false, null, null]);
  expect([textOf(" a "), textOf("a\0b"), textOf(""), textOf({}), textOf(5)]).toEqual(["a", "ab", null, null, "5"]);
});

test("JSON that DuckDB can read back, whatever text it holds", () => {
  expect(JSON.parse(jsonOf({ half: "\ud800x", backslash: "\\ud800" }))).toEqual({
    half: "\ufffdx",
    backslash: "\\ud800",
  });
});

test("an address is the same however it is written; a salt makes another hash", () => {
  // printf ana@example.org | sha256sum
  expect(emailHash(" Ana@Example.org ", "")).toBe("86b9260a115ceac89a9738af23696ce3a5d70449de8d95ef28bd754bb80196b9");
  expect(emailHash("ana@example.org", "s")).not.toBe(emailHash("ana@example.org", ""));
  expect(phoneHash("+57 (300) 111-2233", "")).toBe(phoneHash("573001112233", ""));
  expect(phoneHash("ext", "")).toBeNull();
});

test("countries by name and code", () => {
  expect(
    ["Colombia", "co", "United States", "Estados Unidos", "Türkiye", "(not set)", "Atlantis", null].map(countryOf),
  ).toEqual(["CO", "CO", "US", "US", "TR", null, "Atlantis", null]);
});

test.each([
  [null, null, null, "Direct"],
  ["google", "organic", null, "Organic Search"],
  ["google", "cpc", null, "Paid Search"],
  ["linkedin.com", "referral", null, "Organic Social"],
  ["newsletter", "email", null, "Email"],
  ["partner.example", "referral", null, "Referral"],
  ["youtube.com", "referral", null, "Organic Video"],
  ["somewhere", "else", null, "Unassigned"],
])("channel of %s / %s", (source, medium, campaign, group) => {
  expect(channelGroup(source, medium, campaign)).toBe(group);
});
