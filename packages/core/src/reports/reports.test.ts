import { describe, expect, it } from "vitest";
import { changedSince } from "./changedSince.ts";
import { draftNarrative } from "./draftNarrative.ts";
import { exceptionsOf } from "./exceptions.ts";
import { narrativeProblems, narrativeText, renderNarrative } from "./narrative.ts";
import { COST, PACK, REGISTRATIONS, RETENTION } from "./testing/pack.ts";
import { missesTarget, variancesOf } from "./variances.ts";

const es = { locale: "es", currency: "USD", timeZone: "America/Bogota" } as const;
const en = { ...es, locale: "en" } as const;
const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("variancesOf", () => {
  // By hand: 1286 / 1400 = 91.9 %, 1286 / 1204 − 1 = 6.8 %, 1286 / 880 − 1 = 46.1 %.
  it("compares with target, the period before and the year before", () => {
    const variances = variancesOf(REGISTRATIONS, es);
    expect(variances.map(({ against, change, ratio }) => [against, plain(change.text), change.tone, ratio])).toEqual([
      ["target", "-8,1 %", "bad", 1286 / 1400],
      ["previous", "+6,8 %", "good", null],
      ["previous_year", "+46,1 %", "good", null],
    ]);
  });

  it("of a percentage in points, and with no word where there is nothing to compare with", () => {
    expect(variancesOf(RETENTION, es).map(({ change }) => plain(change.text))).toEqual(["-4,5 pp", "-2,5 pp", "–"]);
  });

  it("calls a cost that rises bad, and has no target where there is none", () => {
    expect(variancesOf(COST, en).map(({ against, change }) => [against, change.text, change.tone])).toEqual([
      ["previous", "+16.5%", "bad"],
      ["previous_year", "-2.9%", "good"],
    ]);
  });

  it("misses a target on its bad side alone", () => {
    expect([REGISTRATIONS, RETENTION, COST].map(missesTarget)).toEqual([true, true, false]);
    const cost = { ...COST, kpi: { ...COST.kpi, target: 11_000 } };
    expect([missesTarget(cost), missesTarget({ ...cost, complete: 11_000 })]).toEqual([true, false]);
    expect(missesTarget({ ...REGISTRATIONS, complete: null })).toBe(false);
  });
});

describe("exceptionsOf", () => {
  it("has the worst first: beyond a limit, short of the target, worse than before, without a number", () => {
    const amber = { ...RETENTION, level: "amber" as const };
    const missing = { ...COST, value: null };
    const kpis = [missing, COST, REGISTRATIONS, amber, RETENTION];
    expect(exceptionsOf(kpis).map(({ reason, entry }) => [reason, entry])).toEqual([
      ["red", RETENTION],
      ["amber", amber],
      ["target", REGISTRATIONS],
      ["worse", COST],
      ["missing", missing],
    ]);
  });

  it("leaves out what is well, what never had a number, and what is a little worse", () => {
    const well = { ...REGISTRATIONS, complete: 1500 };
    const never = { ...COST, value: null, previous: null };
    expect(exceptionsOf([well, never, { ...COST, value: 10_999 }])).toEqual([]);
    expect(exceptionsOf([{ ...COST, value: 11_000 }]).map(({ reason }) => reason)).toEqual(["worse"]);
  });
});

describe("a narrative", () => {
  it("has the numbers of its pack, in the words of its reader", () => {
    const text =
      "{new_registrations.title} de {period}: {new_registrations} ({new_registrations.change}; {new_registrations.of_target} de {new_registrations.target}).";
    expect(plain(narrativeText(text, PACK, es))).toBe("Registros de octubre de 2026: 1.286 (+6,8 %; 91,9 % de 1.400).");
    expect(plain(narrativeText(text, PACK, en))).toBe("Registrations de October 2026: 1,286 (+6.8%; 91.9% de 1,400).");
  });

  it("shows a gap for what its reader may not see", () => {
    const pack = { ...PACK, kpis: [COST] };
    expect(renderNarrative("Hubo {new_registrations} registros.", pack, es)).toEqual([
      { text: "Hubo " },
      { text: "–", kpi: "new_registrations", isUnknown: true },
      { text: " registros." },
    ]);
  });

  it("may not name what isn't there", () => {
    expect(narrativeProblems("{nothing} y {new_registrations.sum} y {}", PACK, es).map(({ found }) => found)).toEqual([
      "{nothing}",
      "{new_registrations.sum}",
      "{}",
    ]);
  });

  it("may not write a number out, and says which name says the same", () => {
    const problems = narrativeProblems("Llegamos a 1.286 registros, un +6,8 % más, y 300 personas.", PACK, es);
    expect(problems.map(({ found, message }) => [plain(found), message.es])).toEqual([
      ["1.286", expect.stringContaining("Escribe {new_registrations}.")],
      ["+6,8 %", expect.stringContaining("Escribe {new_registrations.change}.")],
      ["300", expect.stringContaining("ponlo en un comentario")],
    ]);
  });

  it("may have years and the numbers in names of KPIs", () => {
    expect(narrativeProblems("En 2026, Retención a 60 días bajó a {retention_60}. 2025.", PACK, es)).toEqual([]);
  });

  it("begins as a draft without a fault, in both languages", () => {
    for (const format of [es, en]) {
      const draft = draftNarrative(PACK, format.locale);
      expect(narrativeProblems(draft, PACK, format)).toEqual([]);
      expect(draft.split("\n")).toHaveLength(3);
    }
    expect(plain(narrativeText(draftNarrative(PACK, "es"), PACK, es)).split("\n")[0]).toBe(
      "Retención a 60 días está en rojo: 30,5 % (-2,5 pp frente al período anterior); 87,1 % de la meta de julio de 2026.",
    );
  });
});

describe("changedSince", () => {
  const other = { ...REGISTRATIONS, value: 1290 };

  it("names what is another number, another definition, or gone", () => {
    const redefined = { ...COST, kpi: { ...COST.kpi, version: 3 } };
    expect(changedSince(PACK, [other, redefined]).map(({ id, kind, was, is }) => [id, kind, was, is])).toEqual([
      ["new_registrations", "value", 1286, 1290],
      ["sponsorship_cost", "definition", 11_651, 11_651],
      ["retention_60", "gone", 0.305, null],
    ]);
  });

  it("says nothing of what is the same, added up in another order, or of another cohort", () => {
    const nearly = { ...COST, value: 11_651.000_000_001 };
    const later = { ...RETENTION, period: ["2026-08-01", "2026-08-31"] as const, value: 0.5 };
    expect(changedSince(PACK, [REGISTRATIONS, nearly, later])).toEqual([]);
  });
});
