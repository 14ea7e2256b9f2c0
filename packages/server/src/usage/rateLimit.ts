/** Callers that are remembered: beyond it all are forgotten, which lets somebody ask twice as often, once. */
const MOST_REMEMBERED = 10_000;

/** Lets each caller do something `most` times in each window of time. */
export function createRateLimit(most: number, windowMs: number): (caller: string, at: number) => boolean {
  const counts = new Map<string, number>();
  let window = Number.NEGATIVE_INFINITY;
  return (caller, at) => {
    const present = Math.floor(at / windowMs);
    if (present !== window || counts.size >= MOST_REMEMBERED) counts.clear();
    window = present;
    const count = (counts.get(caller) ?? 0) + 1;
    counts.set(caller, count);
    return count <= most;
  };
}
