import type { PeriodContext } from "@northstar/core";
import { useMemo } from "react";
import { useNorthstarContext } from "../provider/context.ts";
import { errorLoadable, mapLoadable } from "./loadable.ts";
import type { Loadable } from "./types.ts";
import { type PlannedAnswer, type PlannedQuery, useAnswer } from "./useAnswer.ts";
import { useNow } from "./useNow.ts";
import { isTarget, type Target, type Unready } from "./useTarget.ts";

/**
 * Plans, asks and reads one query about something of the catalogue. A plan that can't be made (a period that ends before it starts)
 * is an error of this hook's own, not of the whole screen. Returns `denied` with the name of what is missing when the server refuses.
 * @param inputs what `plan` and `read` go by besides what they are given, always as many: each is called anew, and the value is another
 * object, only when one of these, the item, the answer or the tick of the clock is another; in every render without it
 */
export function usePlanned<T, P, V>(
  target: Target<T> | Unready,
  plan: (item: T, context: PeriodContext) => PlannedQuery<P> | null,
  read: (item: T, answer: PlannedAnswer<P>, context: PeriodContext) => V,
  inputs: PlanInputs = { plan: [{}], read: [{}] },
): Loadable<V> {
  const now = useNow();
  const { pinned } = useNorthstarContext();
  const found = isTarget(target) ? target : null;
  const item = found?.item;
  const timeZone = found?.catalog.timeZone;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `inputs.plan` is what `plan` closes over
  const planned = useMemo(
    () =>
      attempt(() => (item === undefined || timeZone === undefined ? null : plan(item, { now, timeZone, ...pinned }))),
    [item, timeZone, now, pinned, ...inputs.plan],
  );
  const answer = useAnswer(planned.value);
  const shown = answer.status === "ready" ? answer.value : answer.status === "error" ? answer.stale : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `inputs.read` is what `read` closes over
  const reading = useMemo(
    () =>
      attempt(() =>
        item === undefined || timeZone === undefined || shown === null
          ? null
          : read(item, shown, { now, timeZone, ...pinned }),
      ),
    [item, timeZone, now, pinned, shown, ...inputs.read],
  );

  if (!isTarget(target)) return target;
  const failed = [planned, reading].find(({ error }) => error !== null);
  if (failed) return errorLoadable(failed.error, () => {});
  // Not null where there is something to map: `shown` was.
  return mapLoadable(answer, () => reading.value as V);
}

/** What the functions of `usePlanned` close over. */
export interface PlanInputs {
  plan: readonly unknown[];
  read: readonly unknown[];
}

/** What came of it: a value, or an error and no value. */
function attempt<V>(make: () => V): { value: V | null; error: unknown } {
  try {
    return { value: make(), error: null };
  } catch (error) {
    return { value: null, error: error ?? new Error("something was thrown that says nothing") };
  }
}
