import { describe, expect, it } from "vitest";
import { createFlight } from "./flight.ts";

/** Work that ends when it is told to, and fails when it is aborted, as Cube's does. */
function openWork() {
  let land: (value: string) => void = () => {};
  let crash: (error: Error) => void = () => {};
  const aborted: unknown[] = [];
  const work = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      land = resolve;
      crash = reject;
      signal.addEventListener("abort", () => {
        aborted.push(signal.reason);
        reject(signal.reason);
      });
    });
  return { work, aborted, land: (value: string) => land(value), crash: (error: Error) => crash(error) };
}

const outcome = (promise: Promise<unknown>) => promise.catch((error: unknown) => `failed: ${String(error)}`);

describe("a flight", () => {
  it("goes on for the others when one leaves, and what it brings reaches them", async () => {
    const { work, aborted, land } = openWork();
    const flight = createFlight(work);
    const leaver = new AbortController();
    const [gone, stayed] = [outcome(flight.join(leaver.signal)), flight.join(new AbortController().signal)];
    leaver.abort("left");
    expect(await gone).toBe("failed: left");
    land("answer");
    expect(await stayed).toBe("answer");
    expect(aborted).toEqual([]);
  });

  it("ends when the last has left, once", async () => {
    const { work, aborted } = openWork();
    let abandoned = 0;
    const flight = createFlight(work, () => abandoned++);
    const [first, second] = [new AbortController(), new AbortController()];
    const waits = [outcome(flight.join(first.signal)), outcome(flight.join(second.signal))];
    first.abort("one");
    await waits[0];
    expect([aborted, abandoned]).toEqual([[], 0]);
    second.abort("two");
    await waits[1];
    expect([aborted, abandoned]).toEqual([["two"], 1]);
  });

  it("is left at once by who had gone before", async () => {
    const { work, aborted } = openWork();
    const flight = createFlight(work);
    expect(await outcome(flight.join(AbortSignal.abort("gone")))).toBe("failed: gone");
    expect(aborted).toEqual(["gone"]);
  });

  it("fails for all who wait, and leaves nothing unhandled when nobody does", async () => {
    const { work, crash } = openWork();
    const flight = createFlight(work);
    const waits = [1, 2].map(() => outcome(flight.join(new AbortController().signal)));
    crash(new Error("disk full"));
    expect(await Promise.all(waits)).toEqual(["failed: Error: disk full", "failed: Error: disk full"]);
    createFlight(async () => {
      throw new Error("nobody hears this");
    });
  });
});
