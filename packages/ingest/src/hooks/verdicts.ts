import type { Refusal, RefusalKind } from "./types.ts";

export function refuse(kind: RefusalKind, message: string): Refusal {
  return { ok: false, kind, message };
}

/** The usual word for a signature that doesn't fit. */
export const SIGNATURE_INVALID = refuse(
  "signature_invalid",
  "The signature doesn't belong to these bytes under a key that is accepted here.",
);

/** Milliseconds of a time given in whole seconds or milliseconds since the epoch; null when it isn't one. */
export function epochMs(text: string, unit: "s" | "ms"): number | null {
  if (!(unit === "s" ? /^\d{1,11}$/ : /^\d{1,14}$/).test(text)) return null;
  return Number(text) * (unit === "s" ? 1000 : 1);
}
