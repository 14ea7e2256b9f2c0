import { expect, it } from "vitest";
import { seriesByKey } from "./seriesByKey.ts";

const row = (type: string | null, start: string, minutes: number | null, partial = false) => ({
  keys: { content_type: type },
  start,
  partial,
  values: { content_minutes: minutes },
});
const value = {
  starts: ["2026-11-02", "2026-11-09", "2026-11-16"],
  rows: [row("clip", "2026-11-02", 5), row("podcast", "2026-11-02", 7), row("podcast", "2026-11-16", 9, true)],
};

it("gives every value a point for every bucket: 0 where only others have a row, a gap where none has", () => {
  expect(seriesByKey(value, "content_type", "content_minutes", true)).toEqual([
    {
      key: "clip",
      points: [
        { start: "2026-11-02", value: 5, partial: false },
        { start: "2026-11-09", value: null, partial: false },
        { start: "2026-11-16", value: 0, partial: true },
      ],
    },
    {
      key: "podcast",
      points: [
        { start: "2026-11-02", value: 7, partial: false },
        { start: "2026-11-09", value: null, partial: false },
        { start: "2026-11-16", value: 9, partial: true },
      ],
    },
  ]);
});

it("leaves a gap in what isn't a sum", () => {
  const [clip] = seriesByKey(value, "content_type", "content_minutes", false);
  expect(clip?.points.map((point) => point.value)).toEqual([5, null, null]);
});
