import { createHash } from "node:crypto";
import type { AlertStore } from "../types.ts";

/**
 * Tells of changes that a reader can see. Every evaluation writes when it was; screens needn't ask again for that alone, each of them, every
 * minute.
 */
export function visibleChanges(store: AlertStore, now: () => number): (listener: () => void) => () => void {
  const listeners = new Set<() => void>();
  let stop: (() => void) | null = null;
  let known: string | null = null;
  let isLooking = false;
  let isStale = false;

  async function look(): Promise<void> {
    isLooking = true;
    do {
      isStale = false;
      // What can't be read may have changed.
      const digest = await digestOf(store, now()).catch(() => null);
      const isSame = digest !== null && digest === known;
      known = digest;
      if (!isSame) for (const listener of [...listeners]) listener();
    } while (isStale && listeners.size > 0);
    isLooking = false;
  }

  return (listener) => {
    listeners.add(listener);
    stop ??= store.onChange(() => {
      isStale = true;
      if (!isLooking) void look();
    });
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      stop?.();
      stop = null;
      known = null;
    };
  };
}

async function digestOf(store: AlertStore, now: number): Promise<string> {
  const [rules, rows, ...remarks] = await Promise.all([
    store.rules(),
    store.alertRows(),
    store.acknowledgements(),
    store.snoozes(),
    store.mutes(now),
  ]);
  const seen = rows
    .filter(({ state }) => state.status !== "normal")
    .map(({ ruleId, audienceId, episode, state }) => {
      const { evaluatedAt: _, last, ...rest } = state;
      return JSON.stringify([ruleId, audienceId, episode, rest, last && { ...last, at: null }]);
    });
  const versions = rules.map(({ id, version }) => `${id} ${version}`);
  const text = JSON.stringify([seen.sort(), versions.sort(), remarks]);
  return createHash("sha256").update(text).digest("base64");
}
