import type { DateRange, MemberFilter, Query, Row } from "@northstar/core";
import { act, cleanup, renderHook } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeAnswer, FakeServer, problem } from "../testing/FakeServer.ts";
import { CATALOG, FRESHNESS, fakeToken, NOW } from "../testing/fixtures.ts";
import { wrap } from "../testing/hookHarness.tsx";
import { useKpi } from "./useKpi.ts";
import { useNorthstar } from "./useNorthstar.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const COUNTRIES = ["CO", "MX", "PE"] as const;
const PRESETS = { 11: "this_month", 10: "last_month" } as const;
type Month = keyof typeof PRESETS;

interface Question {
  country: number;
  month: Month;
}

/** The number that is right: of which data, for which country, for which month. */
const numberOf = (version: number, country: number, month: number) => version * 1000 + country * 100 + month;

/** A server whose answers are let go by hand. What an answer says was settled when the question came in. */
class HeldServer {
  version = 1;
  readonly held: ((answer?: FakeAnswer) => void)[] = [];
  readonly fake = new FakeServer({
    catalog: CATALOG,
    freshness: FRESHNESS,
    answer: (query) => {
      const rows = rowsOf(query, this.version);
      return new Promise((give) => this.held.push((answer = rows) => give(answer)));
    },
  });

  /** New data, and word of it. */
  load(): void {
    this.version += 1;
    const at = new Date(NOW.getTime() + this.version * 1000).toISOString();
    this.fake.announce([{ source: "crm", lastEventAt: at, lastLoadedAt: at }]);
  }
}

function rowsOf({ filters, timeDimensions }: Query, version: number): Row[] {
  const [filter] = (filters ?? []) as MemberFilter[];
  const country = COUNTRIES.findIndex((code) => filter?.values?.includes(code));
  const [time] = timeDimensions ?? [];
  const ranges = time?.compareDateRange ?? (time?.dateRange ? [time.dateRange] : []);
  return ranges.map((range) => ({
    ...(time?.compareDateRange && { compareDateRange: keyOf(range) }),
    "executive.new_registrations": numberOf(version, country, Number(range[0].slice(5, 7))),
  }));
}

const keyOf = ([start, end]: DateRange) => `${start}T00:00:00.000 - ${end}T23:59:59.999`;

type Command =
  | { kind: "choose"; question: Question }
  | { kind: "answer"; which: number }
  | { kind: "fail"; which: number }
  | { kind: "data" }
  | { kind: "refuse" }
  | { kind: "leave" }
  | { kind: "wait"; ms: number };

const question = fc.record({ country: fc.nat({ max: 2 }), month: fc.constantFrom<Month>(11, 10) });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("choose"), question }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("answer"), which: fc.nat({ max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("fail"), which: fc.nat({ max: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("data") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refuse") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("leave") }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait"), ms: fc.constantFrom(1, 40, 6000) }) },
) as fc.Arbitrary<Command>;

const pass = (ms = 1) => act(() => vi.advanceTimersByTimeAsync(ms));

/** A reader with one KPI on screen, who does what the commands say. */
class Reader {
  readonly server = new HeldServer();
  asked: Question = { country: 0, month: 11 };
  #issued = 0;
  #token = "";
  readonly #hook;

  constructor() {
    const getToken = () => {
      this.#issued += 1;
      this.#token = fakeToken({ sub: "ana", jti: this.#issued });
      return this.#token;
    };
    this.#hook = renderHook(
      ({ isShown }) => ({ kpi: useKpi(isShown ? "new_registrations" : "content_minutes"), northstar: useNorthstar() }),
      { wrapper: wrap(this.server.fake, { getToken }), initialProps: { isShown: true } },
    );
  }

  get kpi() {
    return this.#hook.result.current.kpi;
  }

  choose(next: Question): void {
    this.asked = next;
    act(() =>
      this.#hook.result.current.northstar.setFilters({
        comparison: "none",
        period: { preset: PRESETS[next.month] },
        values: { country: [COUNTRIES[next.country] ?? ""] },
      }),
    );
  }

  async run(step: Command): Promise<void> {
    const { server } = this;
    switch (step.kind) {
      case "choose":
        this.choose(step.question);
        break;
      case "answer":
        server.held.splice(step.which % Math.max(1, server.held.length), 1)[0]?.();
        break;
      case "fail":
        server.held.splice(step.which % Math.max(1, server.held.length), 1)[0]?.(problem(500, "query_failed", "No."));
        break;
      case "data":
        server.load();
        break;
      case "refuse":
        server.fake.refusedTokens.add(this.#token);
        break;
      case "leave":
        this.#hook.rerender({ isShown: false });
        await pass();
        this.#hook.rerender({ isShown: true });
        break;
      case "wait":
        break;
    }
    await pass(step.kind === "wait" ? step.ms : 1);
  }

  /** Everything that was asked is answered, oldest last, and all that follows from it. */
  async settle(): Promise<void> {
    for (let round = 0; round < 8; round += 1) {
      for (const give of this.server.held.splice(0).reverse()) give();
      await pass(6000);
      if (this.kpi.status === "error") act(() => this.kpi.status === "error" && this.kpi.retry());
      await pass();
    }
  }
}

describe("whatever the order of questions and answers", () => {
  it("ends with the answer to the last question, of the newest data, and never shows one under another's name", async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 20 }), async (commands) => {
        const reader = new Reader();
        reader.choose({ country: 0, month: 11 });
        await pass(10);
        for (const step of commands) {
          await reader.run(step);
          expectHonest(reader);
        }
        await reader.settle();
        const { country, month } = reader.asked;
        expect(reader.kpi).toMatchObject({
          status: "ready",
          updating: false,
          value: { current: numberOf(reader.server.version, country, month) },
        });
        answered += 1;
        cleanup();
      }),
      { seed: 7, numRuns: 150 },
    );
    expect(answered).toBe(150);
  }, 120_000);

  /** What is on screen: of its own period always, and of what is chosen unless it says that it is being renewed or failed. */
  function expectHonest({ kpi, asked }: Reader): void {
    const value = kpi.status === "ready" ? kpi.value : kpi.status === "error" ? kpi.stale : null;
    if (!value || value.current === null) return;
    const month = value.current % 100;
    expect(month).toBe(Number(value.period.start.slice(5, 7)));
    if (kpi.status === "ready" && !kpi.updating) {
      expect([Math.floor(value.current / 100) % 10, month]).toEqual([asked.country, asked.month]);
    }
    if (kpi.status === "error" && !kpi.isEarlierChoice) {
      expect([Math.floor(value.current / 100) % 10, month]).toEqual([asked.country, asked.month]);
    }
  }
});

describe("leaving", () => {
  it("ends the request of a choice that nobody waits for any more", async () => {
    const reader = new Reader();
    reader.choose({ country: 0, month: 11 });
    await pass(10);
    reader.choose({ country: 1, month: 10 });
    await pass(10);
    const loads = reader.server.fake.requestsOf("load");
    expect(loads.at(-1)?.aborted).toBe(false);
    expect(loads.slice(0, -1).every(({ aborted }) => aborted)).toBe(true);
    expect(loads.length).toBeGreaterThan(1);
  });
});
