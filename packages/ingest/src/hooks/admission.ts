import { HookProblem } from "./hookProblem.ts";

/** Room for the bodies of one hook: what one sender fills isn't taken from another. */
export interface Admission {
  /** @throws HookProblem `busy`, and nothing is taken */
  take(bytes: number): void;
  give(bytes: number): void;
}

export function createAdmission(maxBytes: number): Admission {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > maxBytes) {
        throw new HookProblem("busy", "Too many deliveries of this hook are under way. Send it again in a moment.", {
          headers: { "retry-after": "1" },
        });
      }
      taken += bytes;
    },
    give(bytes) {
      taken -= bytes;
    },
  };
}
