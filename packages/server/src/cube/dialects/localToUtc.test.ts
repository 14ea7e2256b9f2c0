import { expect, it } from "vitest";
import { localToUtc } from "./localToUtc.ts";

/** The changes themselves are from the IANA database: Santiago 2025-04-06 03:00Z and 2025-09-07 04:00Z, Sydney 2025-04-05 16:00Z. */
it.each([
  ["America/Bogota", "2025-04-05T00:00:00.000", "2025-04-05T05:00:00.000Z"],
  // 25 hours: 23:00 to 23:59:59.999 comes twice, and the next day begins after the second.
  ["America/Santiago", "2025-04-05T00:00:00.000", "2025-04-05T03:00:00.000Z"],
  ["America/Santiago", "2025-04-05T23:59:59.999", "2025-04-06T03:59:59.999Z"],
  ["America/Santiago", "2025-04-06T00:00:00.000", "2025-04-06T04:00:00.000Z"],
  ["America/Santiago", "2025-04-05T23:00:00.000", "2025-04-06T02:00:00.000Z"],
  // 23 hours: the clock goes from 23:59:59 to 01:00.
  ["America/Santiago", "2025-09-06T23:59:59.999", "2025-09-07T03:59:59.999Z"],
  ["America/Santiago", "2025-09-07T00:00:00.000", "2025-09-07T04:00:00.000Z"],
  ["America/Santiago", "2025-09-07T00:59:59.999", "2025-09-07T03:59:59.999Z"],
  ["America/New_York", "2025-03-09T00:00:00.000", "2025-03-09T05:00:00.000Z"],
  ["America/New_York", "2025-03-09T23:59:59.999", "2025-03-10T03:59:59.999Z"],
  // The change comes in the day, but before its midnight as UTC's.
  ["Australia/Sydney", "2025-04-06T00:00:00.000", "2025-04-05T13:00:00.000Z"],
  ["Australia/Lord_Howe", "2025-04-06T00:00:00.000", "2025-04-05T13:00:00.000Z"],
])("in %s, %s is %s", (timeZone, local, utc) => {
  expect(localToUtc(local, "2000-01-01T00:00:00.000Z".replace(/\.000/, local.slice(19)), timeZone)).toBe(utc);
});

it("keeps the dialect's format, and what isn't a time", () => {
  expect(localToUtc("2025-04-06T00:00:00.000000", "2025-04-06T03:00:00.000000Z", "America/Santiago")).toBe(
    "2025-04-06T04:00:00.000000Z",
  );
  expect(localToUtc("__FROM", "__FROM", "America/Santiago")).toBe("__FROM");
});
