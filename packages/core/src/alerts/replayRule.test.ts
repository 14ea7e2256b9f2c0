import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../civil.ts";
import { advanceAlert } from "./advanceAlert.ts";
import { drawnLimits } from "./drawnLimits.ts";
import { judgeRule } from "./judgeRule.ts";
import { type PartHistory, type Replay, replayRule } from "./replayRule.ts";
import { timingOf } from "./ruleDefaults.ts";
import { endOfPeriod, isDue } from "./schedule.ts";
import { suggestChange } from "./suggestChange.ts";
import { testKpi } from "./testing/kpi.ts";
import type { AlertCondition, AlertRuleInput, AlertSchedule, AlertState } from "./types.ts";

const ZONE = "America/Bogota";
const FIRST = "2026-09-01";
const HOUR = 3600;

const below = (enter: number, exit?: number): AlertCondition => ({
  kind: "threshold",
  direction: "below",
  amber: { enter, exit },
});

function ruleOf(condition: AlertCondition, own: Partial<AlertRuleInput> = {}): AlertRuleInput {
  return { id: "r", title: { es: "R", en: "R" }, owner: "o", watch: { kpi: "registrations" }, condition, ...own };
}

/** Days from 1 September on, unless it is said otherwise. */
function historyOf(
  rule: AlertRuleInput,
  values: readonly (number | null)[],
  first = FIRST,
  kpi = testKpi({ target: 40 }),
): PartHistory[] {
  if (rule.condition.kind === "composite" || !rule.watch) throw new Error("one part");
  const points = values.map((value, index) => ({ start: addDays(first, index), value, partial: false }));
  return [{ part: { watch: rule.watch, condition: rule.condition }, kpi, grain: "day", points }];
}

const replay = (rule: AlertRuleInput, values: readonly (number | null)[], from = FIRST) =>
  replayRule(rule, historyOf(rule, values), from, ZONE);

describe("replay", () => {
  test("fires when the day is over where the business is, and recovers an hour into the next good one", () => {
    const { firings, messages, flapping, levels } = replay(ruleOf(below(10)), [12, 9, 8, 12, 12]);
    expect(firings).toEqual([
      {
        // The second of September is over in Bogotá at five in UTC.
        from: Date.parse("2026-09-03T05:00:00Z"),
        to: Date.parse("2026-09-05T06:00:00Z"),
        start: "2026-09-02",
        end: "2026-09-04",
        level: "amber",
        value: 9,
      },
    ]);
    expect({ messages, flapping }).toEqual({ messages: 2, flapping: 0 });
    expect(levels.map(({ level }) => level)).toEqual([null, "amber", "amber", null, null]);
  });

  test("every second day: all but the first firing are the same thing", () => {
    // Fires on days 2, 4, 6 and recovers on 3, 5: two of the three come a day after a recovery.
    const { messages, flapping } = replay(ruleOf(below(10)), [12, 9, 12, 9, 12, 9]);
    expect({ messages, flapping }).toEqual({ messages: 5, flapping: 4 });
  });

  test("a firing days after the end of the last is one of its own", () => {
    expect(replay(ruleOf(below(10)), [12, 9, 12, 12, 12, 9, 12])).toMatchObject({ messages: 4, flapping: 0 });
  });

  test("a wait of a day lets single days pass", () => {
    const rule = ruleOf(below(10), { forSeconds: 24 * HOUR });
    expect(replay(rule, [12, 9, 12, 9, 9, 12]).firings).toMatchObject([{ start: "2026-09-05", end: "2026-09-06" }]);
  });

  test("what fires still is open; escalation and reminders are messages", () => {
    const condition: AlertCondition = {
      kind: "threshold",
      direction: "below",
      amber: { enter: 10 },
      red: { enter: 5 },
    };
    const { firings, messages } = replay(ruleOf(condition, { remindSeconds: 24 * HOUR }), [12, 9, 4, 4]);
    expect(firings).toMatchObject([{ to: null, level: "red" }]);
    // Fired, escalated, and reminded after each of the two days that followed.
    expect(messages).toBe(4);
  });

  test("days before the first that counts are looked back on and not judged", () => {
    const change = ruleOf({
      kind: "change",
      against: "previous_period",
      as: "relative",
      direction: "below",
      amber: { enter: -0.5 },
    });
    const { firings, levels } = replay(change, [100, 10, 2], "2026-09-03");
    expect(firings).toMatchObject([{ start: "2026-09-03" }]);
    expect(levels).toHaveLength(1);
  });

  test("nothing is known of a day without a value: it goes on as it was", () => {
    const rule = ruleOf(below(10));
    expect(replay(rule, [9, null, 9]).firings).toMatchObject([{ start: "2026-09-01", to: null }]);
  });
});

describe("replay of a rule that looks at times of the day", () => {
  const daily = (own: Partial<AlertRuleInput> = {}) => ruleOf(below(10), { schedule: { at: ["08:00"] }, ...own });

  test("fires at the first look after the day, and recovers at the first at which it has been back for long enough", () => {
    expect(replay(daily(), [12, 9, 12, 12, 12]).firings).toMatchObject([
      // Back at the look of the 4th; an hour later nobody looks, and a day later it has been back for longer than that.
      { from: Date.parse("2026-09-03T13:00:00Z"), to: Date.parse("2026-09-05T13:00:00Z"), start: "2026-09-02" },
    ]);
    // Back for a day is back at the next look; a minute more is the look after it.
    const [day] = replay(daily({ keepFiringSeconds: 24 * HOUR }), [9, 12, 12, 12, 12]).firings;
    const [more] = replay(daily({ keepFiringSeconds: 24 * HOUR + 60 }), [9, 12, 12, 12, 12]).firings;
    expect([day?.to, more?.to]).toEqual([Date.parse("2026-09-04T13:00:00Z"), Date.parse("2026-09-05T13:00:00Z")]);
  });

  test("what comes and goes between two looks is no firing", () => {
    // The 1st of September 2026 is a Tuesday: Monday, the 7th, is bad, and seen on the 8th.
    const mondays: AlertSchedule = { at: ["08:00"], days: [1] };
    const { firings, levels } = replay(daily({ schedule: mondays }), [9, 9, 9, 12, 12, 12, 9, 12]);
    expect(firings).toEqual([]);
    expect(levels).toHaveLength(8);
  });

  type Firing = { -readonly [K in keyof Replay["firings"][number]]: Replay["firings"][number][K] };

  const HALF_HOUR = 1800;
  /** Without a row it isn't known. */
  const share = testKpi({ unit: "percent" });

  /** Looks at every half hour whether it is time, as the engine does every few seconds, until long after the last day. */
  function step(rule: AlertRuleInput, values: readonly (number | null)[], timeZone: string, begin: string): Firing[] {
    const [history] = historyOf(rule, values, begin, share);
    if (!history || !rule.schedule) throw new Error("one part, with a schedule");
    const ends = history.points.map(({ start }) => endOfPeriod(start, "day", timeZone));
    const first = ends[0] ?? 0;
    const firings: Firing[] = [];
    let state: AlertState | null = null;
    for (let now = first; now < (ends.at(-1) ?? 0) + 12 * 24 * HOUR * 1000; now += HALF_HOUR * 1000) {
      const isAwaited: boolean = state !== null && state.blindSince !== null && ends.includes(now);
      if (!isAwaited && !isDue(rule.schedule, state?.evaluatedAt ?? first - 1, now, timeZone)) continue;
      const points = history.points.slice(0, ends.filter((end) => end <= now).length);
      const freshness = { status: "fresh" as const, lagSeconds: 0, sloSeconds: 1, lateSources: [], watermark: null };
      const verdict = judgeRule(rule, [{ kind: "series", ...history, points, freshness }]);
      const step: ReturnType<typeof advanceAlert> = advanceAlert(state, verdict, timingOf(rule), now);
      state = step.state;
      const start = points.at(-1)?.start ?? "";
      const value = verdict.kind === "known" ? verdict.value : null;
      const open = firings.at(-1);
      for (const transition of step.transitions) {
        if (transition.kind === "fired")
          firings.push({ from: now, to: null, start, end: null, level: transition.level, value });
        if (transition.kind === "escalated" && open) open.level = "red";
        if (transition.kind === "recovered" && open) Object.assign(open, { to: now, end: start });
      }
    }
    return firings;
  }

  test("does what a look at each of them would have done, whatever the days, times, durations and zone", () => {
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "30"))
      .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
    const halfHours = (most: number) => fc.integer({ min: 0, max: most }).map((count) => HALF_HOUR * count);
    let fired = 0;
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 4, max: 14 }), { freq: 8 }), { minLength: 3, maxLength: 25 }),
        fc.record({
          at: fc.uniqueArray(clock, { minLength: 1, maxLength: 3 }),
          days: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), { nil: undefined }),
        }),
        halfHours(100),
        halfHours(150),
        // Madrid's clock goes back on 25 October, Havana's skips midnight on 8 March.
        fc.constantFrom<[string, string]>(
          ["America/Bogota", FIRST],
          ["Europe/Madrid", "2026-10-10"],
          ["America/Havana", "2026-02-25"],
        ),
        (values, schedule, forSeconds, keepFiringSeconds, [zone, begin]) => {
          const condition = { ...below(10, 12), red: { enter: 6, exit: 7 } } as AlertCondition;
          const rule = ruleOf(condition, { schedule, forSeconds, keepFiringSeconds });
          const found = replayRule(rule, historyOf(rule, values, begin, share), begin, zone).firings;
          expect(found).toEqual(step(rule, values, zone, begin));
          fired += found.length;
        },
      ),
      { seed: 6, numRuns: 30 },
    );
    expect(fired).toBeGreaterThan(20);
  });
});

describe("a suggestion", () => {
  const suggest = (rule: AlertRuleInput, values: readonly number[]) =>
    suggestChange(rule, historyOf(rule, values), FIRST, ZONE, replay(rule, values));

  test("an exit, where the value hovers about the limit", () => {
    // Back to at most 104 % each time: with the exit at 105 % it is one firing.
    const rule = ruleOf(below(100));
    const found = suggest(rule, [120, 99, 102, 98, 104, 99, 103, 97, 120, 120]);
    expect(found).toEqual({
      change: { condition: { kind: "threshold", direction: "below", amber: { enter: 100, exit: 105 } } },
      messages: 2,
      text: { es: "con salida al 105 % del umbral", en: "with exit at 105 % of the threshold" },
    });
  });

  test("a longer recovery, where it swings further than any exit", () => {
    expect(suggest(ruleOf(below(100)), [120, 90, 150, 90, 150, 90, 150, 150, 150])).toMatchObject({
      change: { keepFiringSeconds: 25 * HOUR },
      messages: 2,
    });
  });

  test("nothing, where nothing flaps", () => {
    expect(suggest(ruleOf(below(100)), [120, 90, 90, 150, 150, 150, 150, 90])).toBeNull();
  });

  test("never a change that would have missed a firing, or sent more, whatever the days were", () => {
    let suggested = 0;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 60, max: 140 }), { minLength: 10, maxLength: 60 }), (values) => {
        const rule = ruleOf({ ...below(100), red: { enter: 80 } } as AlertCondition);
        const before = replay(rule, values);
        const found = suggest(rule, values);
        if (!found) return;
        suggested += 1;
        const then = replay({ ...rule, ...found.change }, values);
        expect(then.messages).toBe(found.messages);
        expect(then.messages).toBeLessThan(before.messages);
        for (const { from, to } of before.firings) {
          const isCovered = then.firings.some(
            (other) => other.from <= (to ?? Infinity) && (other.to ?? Infinity) >= from,
          );
          expect(isCovered).toBe(true);
        }
      }),
      { seed: 6, numRuns: 100 },
    );
    expect(suggested).toBeGreaterThan(10);
  });
});

describe("limits on the line", () => {
  const drawn = (condition: AlertCondition, values: readonly number[], count: number) => {
    const [history] = historyOf(ruleOf(condition), values);
    return history ? drawnLimits(history, count) : [];
  };

  test("a threshold is flat, with its exit", () => {
    expect(drawn(below(10, 11), [1, 2, 3], 2)).toEqual([
      { level: "amber", kind: "enter", values: [10, 10] },
      { level: "amber", kind: "exit", values: [11, 11] },
    ]);
  });

  test("a change moves with what it is held against", () => {
    const change: AlertCondition = {
      kind: "change",
      against: "previous_period",
      as: "relative",
      direction: "below",
      red: { enter: -0.2 },
    };
    expect(drawn(change, [100, 50, 10], 2)).toEqual([{ level: "red", kind: "enter", values: [80, 40] }]);
  });

  test("a target is a share of it", () => {
    expect(drawn({ kind: "target", direction: "below", amber: { enter: 0.9 } }, [1], 1)).toEqual([
      { level: "amber", kind: "enter", values: [36] },
    ]);
  });

  test("an anomaly has a band, where there is enough history", () => {
    const anomaly: AlertCondition = {
      kind: "anomaly",
      direction: "both",
      season: "none",
      history: 8,
      red: { enter: 2 },
    };
    // Median 10, median deviation 1.
    const [upper, lower] = drawn(anomaly, [8, 9, 11, 10, 10, 10, 11, 13, 50], 2);
    expect(upper?.values).toEqual([null, 10 + 2 * 1.4826]);
    expect(lower?.values).toEqual([null, 10 - 2 * 1.4826]);
  });
});
