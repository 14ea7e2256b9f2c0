import { describe, expect, it } from "vitest";
import { fileName } from "./fileName.ts";

describe("fileName", () => {
  it.each([
    ["Retención a 60 días", "retencion-a-60-dias_2026-11-01_2026-11-30.csv"],
    ["../../etc/passwd", "etc-passwd_2026-11-01_2026-11-30.csv"],
    ["日本", "northstar_2026-11-01_2026-11-30.csv"],
  ])("of %j is plain", (title, name) => {
    expect(fileName(title, ["2026-11-01", "2026-11-30T23:59:59"], "csv")).toBe(name);
  });
});
