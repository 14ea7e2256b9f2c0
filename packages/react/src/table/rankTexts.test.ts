import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankTexts } from "./rankTexts.ts";

const inOrder = (texts: readonly string[], locale: string) => {
  const ranks = rankTexts(texts, locale);
  return [...texts].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
};

describe("rankTexts", () => {
  it("orders as the language does: ñ after n in Spanish, accents beside their letter, 2 before 10", () => {
    const texts = ["zona", "ñame", "nube", "Ámbito", "ola 10", "ola 2", "Nube 1", "aura"];
    expect(inOrder(texts, "es")).toEqual(["Ámbito", "aura", "nube", "Nube 1", "ñame", "ola 2", "ola 10", "zona"]);
    expect(inOrder(["ñu", "nz"], "en")).toEqual(["ñu", "nz"]);
  });

  it("gives texts that the language doesn't tell apart one place", () => {
    const ranks = rankTexts(["á", "a\u0301", "b"], "es");
    expect(ranks.get("á")).toBe(ranks.get("a\u0301"));
    expect(ranks.get("b")).toBe(1);
  });

  it("agrees with the language's own comparison for any texts", () => {
    const collator = new Intl.Collator("es", { numeric: true });
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 20 }), (texts) => {
        const ranks = rankTexts(texts, "es");
        for (const a of texts) {
          for (const b of texts) {
            expect(Math.sign(ranks.get(a)! - ranks.get(b)!)).toBe(Math.sign(collator.compare(a, b)));
          }
        }
      }),
    );
  });
});
