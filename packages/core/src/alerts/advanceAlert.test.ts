import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advanceAlert } from "./advanceAlert.ts";
import { standing } from "./limits.ts";
import { timingOf } from "./ruleDefaults.ts";
import type { AlertLimits, AlertState, AlertTransition, AlertVerdict } from "./types.ts";

const MINUTE = 60_000;
const START = Date.parse("2026-11-23T10:00:00Z");
const LIMITS: AlertLimits = { amber: { enter: 10, exit: 8 }, red: { enter: 20, exit: 18 } };
const LATE: AlertVerdict = { kind: "unknown", cause: { kind: "late_source", sources: ["ga4"] } };

const value = (compared: number, limits = LIMITS): AlertVerdict => ({
  kind: "known",
  ...standing(compared, limits, "above"),
  compared,
  value: compared,
  period: null,
});

/** Evaluates once a minute; gives what happened at which minute, and the state at the end. */
function run(
  verdicts: readonly (number | AlertVerdict)[],
  timing = { forSeconds: 0, keepFiringSeconds: 0 },
  limits = LIMITS,
) {
  let state: AlertState | null = null;
  const happened: [number, AlertTransition["kind"]][] = [];
  for (const [minute, one] of verdicts.entries()) {
    const verdict = typeof one === "number" ? value(one, limits) : one;
    const step = advanceAlert(state, verdict, timing, START + minute * MINUTE);
    // Plain data, as it is kept between two evaluations.
    state = JSON.parse(JSON.stringify(step.state)) as AlertState;
    for (const { kind } of step.transitions) happened.push([minute, kind]);
  }
  return { state, happened };
}

describe("levels", () => {
  test("a level is entered beyond its limit, not on it, and left at its exit", () => {
    expect(run([10, 11, 9, 8]).happened).toEqual([
      [1, "fired"],
      [3, "recovered"],
    ]);
  });

  test("red tells at once; back to amber is no recovery", () => {
    const { happened, state } = run([15, 25, 19, 15, 12]);
    expect(happened).toEqual([
      [0, "fired"],
      [1, "escalated"],
      [3, "eased"],
    ]);
    expect(state).toMatchObject({ status: "firing", level: "amber", firingSince: START });
  });

  test("what jumps to red fires as red, and recovers from red", () => {
    expect(run([25, 0]).happened).toEqual([
      [0, "fired"],
      [1, "recovered"],
    ]);
  });

  test("a rule with only a red limit has no amber to ease to", () => {
    const red = { red: { enter: 20, exit: 18 } };
    expect(run([25, 19, 17], undefined, red).happened).toEqual([
      [0, "fired"],
      [2, "recovered"],
    ]);
  });
});

describe("durations", () => {
  const slow = { forSeconds: 180, keepFiringSeconds: 120 };

  test("it fires when it has been beyond for long enough, and is withdrawn when it hasn't", () => {
    expect(run([11, 11, 5, 11, 11, 11, 11], slow).happened).toEqual([
      [0, "pending"],
      [2, "withdrawn"],
      [3, "pending"],
      [6, "fired"],
    ]);
  });

  test("it recovers when it has been back for long enough", () => {
    const { happened, state } = run([11, 11, 11, 11, 5, 11, 5, 5, 5], slow);
    expect(happened).toEqual([
      [0, "pending"],
      [3, "fired"],
      [8, "recovered"],
    ]);
    expect(state).toMatchObject({ status: "normal", level: null, since: START + 8 * MINUTE });
  });

  test("while it is back it says so", () => {
    expect(run([11, 11, 11, 11, 5], slow).state).toMatchObject({
      status: "recovering",
      level: "amber",
      since: START + 4 * MINUTE,
      firingSince: START + 3 * MINUTE,
    });
  });
});

describe("late or missing input", () => {
  test("resolves nothing and fires nothing", () => {
    const { happened, state } = run([11, LATE, LATE, LATE]);
    expect(happened).toEqual([
      [0, "fired"],
      [1, "lost_sight"],
    ]);
    expect(state).toMatchObject({ status: "no_data", level: "amber", firingSince: START, since: START + MINUTE });
  });

  test("is a state of its own for what was normal too, and an error is another", () => {
    expect(run([0, LATE]).state).toMatchObject({ status: "no_data", level: null });
    expect(run([0, { kind: "unknown", cause: { kind: "failed", code: "query_timeout" } }]).state?.status).toBe("error");
  });

  test("an alert that was firing goes on where it was", () => {
    expect(run([11, LATE, 12]).happened.map(([, kind]) => kind)).toEqual(["fired", "lost_sight", "sees_again"]);
  });

  test("what can't be seen counts for no duration", () => {
    const slow = { forSeconds: 180, keepFiringSeconds: 120 };
    // Two minutes seen beyond before, one after: it takes three.
    const before = [11, 11, LATE, LATE, LATE, LATE, 11, 11];
    expect(run(before, slow).happened.at(-1)).toEqual([7, "fired"]);
    const back = [11, 11, 11, 11, 5, LATE, LATE, LATE, 5, 5];
    expect(run(back, slow).happened.at(-1)).toEqual([9, "recovered"]);
  });
});

test("a restart in mid-pending keeps its start", () => {
  const timing = { forSeconds: 600, keepFiringSeconds: 0 };
  const first = advanceAlert(null, value(11), timing, START);
  const kept = JSON.parse(JSON.stringify(first.state)) as AlertState;
  expect(advanceAlert(kept, value(11), timing, START + 599_000).transitions).toEqual([]);
  expect(advanceAlert(kept, value(11), timing, START + 600_000).transitions).toEqual([
    { kind: "fired", level: "amber" },
  ]);
});

test("a clock that is set back delays nothing", () => {
  const timing = { forSeconds: 600, keepFiringSeconds: 0 };
  const first = advanceAlert(null, value(11), timing, START);
  const second = advanceAlert(first.state, value(11), timing, START + 5 * MINUTE);
  const set = advanceAlert(second.state, value(11), timing, START - 60 * MINUTE);
  expect(set.state.pending?.since).toBe(START - 65 * MINUTE);
  expect(advanceAlert(set.state, value(11), timing, START - 55 * MINUTE).transitions).toMatchObject([
    { kind: "fired" },
  ]);
});

const told = ({ happened }: ReturnType<typeof run>) =>
  happened.filter(([, kind]) => kind === "fired" || kind === "escalated" || kind === "recovered");
const anyHour = fc.array(fc.constantFrom(0, 7, 9, 11, 17, 19, 21, 30), { minLength: 60, maxLength: 60 });

describe("whatever comes", () => {
  test("one limit without an exit tells at most twice in an hour, when the rule says nothing of durations", () => {
    const bare = { amber: { enter: 10 } };
    fc.assert(
      fc.property(anyHour, anyHour, (first, second) => {
        const minutes = told(run([...first, ...second], timingOf({}), bare)).map(([minute]) => minute);
        for (const from of minutes) {
          expect(minutes.filter((minute) => minute >= from && minute < from + 60).length).toBeLessThanOrEqual(2);
        }
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  test("two levels tell at most twice in the first hour", () => {
    fc.assert(
      fc.property(anyHour, (hour) => {
        expect(told(run(hour, timingOf({}))).length).toBeLessThanOrEqual(2);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  const step = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constant(LATE));
  const timings = fc.record({ forSeconds: fc.nat(300), keepFiringSeconds: fc.nat(300) });

  test("nothing is told while nothing is known", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), timings, (steps, timing) => {
        for (const [minute, kind] of run(steps, timing).happened) {
          if (steps[minute] === LATE) expect(kind).toBe("lost_sight");
        }
      }),
      { seed: 6 },
    );
  });

  test("it re-arms: who is well for long enough and bad for long enough is told again", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), timings, (steps, timing) => {
        const rest = [...Array.from({ length: 7 }, () => 0), ...Array.from({ length: 7 }, () => 15)];
        const late = run([...steps, ...rest], timing).happened.filter(([minute]) => minute >= steps.length + 7);
        expect(late.map(([, kind]) => kind)).toContain("fired");
      }),
      { seed: 6 },
    );
  });

  test("firing and recovering take turns", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), timings, (steps, timing) => {
        const turns = run(steps, timing)
          .happened.map(([, kind]) => kind)
          .filter((kind) => kind === "fired" || kind === "recovered");
        expect(turns).toEqual(turns.map((_, index) => (index % 2 === 0 ? "fired" : "recovered")));
      }),
      { seed: 6 },
    );
  });
});
