import type { PostAnswer } from "./targets/post.ts";
import { TargetRefused } from "./targets/TargetRefused.ts";

/** What became of an attempt. Problems are for operators: plain words without address, secret or body. */
export type DeliveryOutcome =
  /** `reference`: what the channel calls it, for its thread. */
  | { kind: "sent"; reference?: string | undefined }
  /** `isBusy`: the channel takes nothing at all until then. `retryAfter`: seconds. */
  | { kind: "failed"; problem: string; retryAfter: number | null; isBusy: boolean }
  /** Trying again would change nothing. */
  | { kind: "refused"; problem: string };

export function failed(problem: string, retryAfter: number | null = null, isBusy = false): DeliveryOutcome {
  return { kind: "failed", problem, retryAfter, isBusy };
}

export function refused(problem: string): DeliveryOutcome {
  return { kind: "refused", problem };
}

/** What an HTTP status other than 2xx means for the message. */
export function outcomeOfStatus({ status, retryAfter }: PostAnswer): DeliveryOutcome {
  if (status === 429) return failed("The receiver asks for fewer messages (429).", retryAfter, true);
  if (status === 503) return failed("The receiver is out of service (503).", retryAfter, retryAfter !== null);
  if (status >= 500 || status === 408 || status === 425) return failed(`The receiver failed (${status}).`, retryAfter);
  if (status >= 300 && status < 400) return refused(`The receiver redirects (${status}); that isn't followed.`);
  return refused(`The receiver refused it (${status}).`);
}

/** What an error of the network means. Its own message may hold an address, so that it isn't told. */
export function outcomeOfError(error: unknown): DeliveryOutcome {
  if (error instanceof TargetRefused) return refused(`The target isn't allowed. ${error.message}`);
  if (error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError"))
    return failed("The receiver didn't answer in time.");
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
  return failed(code ? `The receiver couldn't be reached (${code}).` : "The receiver couldn't be reached.");
}
