import { describe, expect, it } from "vitest";
import { digestSecurity, type SecurityEvent } from "./securityDigest.ts";

const event = (at: string, rest: Partial<SecurityEvent> = {}): SecurityEvent => ({
  at,
  kind: "bad_signature",
  actor: "whatsapp",
  ipHash: "5f3a9c01",
  outcome: "refused",
  severity: "high",
  count: 1,
  ...rest,
});

describe("digestSecurity", () => {
  it("gathers what happened in the same way on one day, with the newest time and the number of addresses", () => {
    const digests = digestSecurity(
      [
        event("2026-11-22T09:42:00.000", { ipHash: "aa" }),
        event("2026-11-22T09:41:00.000", { count: 3, ipHash: "bb" }),
        event("2026-11-22T08:00:00.000", { kind: "replay" }),
        event("2026-11-22T07:00:00.000", { ipHash: "aa" }),
        event("2026-11-21T23:59:00.000", { ipHash: null }),
      ],
      false,
    );
    expect(digests.map(({ at, kind, count, addresses }) => [at.slice(0, 16), kind, count, addresses])).toEqual([
      ["2026-11-22T09:42", "bad_signature", 5, 2],
      ["2026-11-22T08:00", "replay", 1, 1],
      ["2026-11-21T23:59", "bad_signature", 1, 0],
    ]);
    expect(digests.every(({ isWhole }) => isWhole)).toBe(true);
  });

  it("says of the oldest day that there may be more of it when older events were cut off", () => {
    const digests = digestSecurity([event("2026-11-22T09:00:00.000"), event("2026-11-21T09:00:00.000")], true);
    expect(digests.map(({ isWhole }) => isWhole)).toEqual([true, false]);
  });

  it("keeps apart what had another outcome or came from someone else", () => {
    const digests = digestSecurity(
      [
        event("2026-11-22T09:00:00.000"),
        event("2026-11-22T08:00:00.000", { outcome: "queued" }),
        event("2026-11-22T07:00:00.000", { actor: null }),
      ],
      false,
    );
    expect(digests).toHaveLength(3);
  });

  it("has nothing of nothing", () => {
    expect(digestSecurity([], false)).toEqual([]);
  });
});
