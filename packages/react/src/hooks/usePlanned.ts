import type { PeriodContext } from "@northstar/core";
import { errorLoadable, mapLoadable } from "./loadable.ts";
import type { Loadable } from "./types.ts";
import { type PlannedAnswer, type PlannedQuery, useAnswer } from "./useAnswer.ts";
import { useNow } from "./useNow.ts";
import { isTarget, type Target, type Unready } from "./useTarget.ts";

/**
 * Plans, asks and reads one query about something of the catalogue. A plan that can't be made (a period that ends before it starts)
 * is an error of this hook's own, not of the whole screen. Returns `denied` with the name of what is missing when the server refuses.
 */
export function usePlanned<T, P, V>(
  target: Target<T> | Unready,
  plan: (item: T, context: PeriodContext) => PlannedQuery<P> | null,
  read: (item: T, answer: PlannedAnswer<P>, context: PeriodContext) => V,
): Loadable<V> {
  const now = useNow();
  const ready = isTarget(target) ? target : null;
  const context = ready && { now, timeZone: ready.catalog.timeZone };
  let planned: PlannedQuery<P> | null = null;
  let planError: unknown = null;
  try {
    if (ready && context) planned = plan(ready.item, context);
  } catch (error) {
    planError = error;
  }
  const answer = useAnswer(planned);
  if (!isTarget(target)) return target;
  if (planError !== null) return errorLoadable(planError, () => {});
  try {
    return mapLoadable(answer, (value) => read(target.item, value, { now, timeZone: target.catalog.timeZone }));
  } catch (error) {
    return errorLoadable(error, () => {});
  }
}
