/** After so many attempts a message is a dead letter: about four and a half hours after the first. */
export const MAX_ATTEMPTS = 12;
const FIRST_SECONDS = 10;
const CAP_SECONDS = 3600;
/** Whoever wants to be left alone for longer isn't there. */
const LONGEST_WISH_SECONDS = 86_400;

/**
 * Seconds until the next attempt: twice as long each time up to an hour, the latter half of it left to chance so that messages that failed
 * together don't come back together; never before the receiver's own `Retry-After`. Null when there is none any more.
 * @param attempts that were made, this one among them
 * @param random from 0 up to 1
 */
export function nextAttemptSeconds(attempts: number, retryAfter: number | null, random: number): number | null {
  if (attempts >= MAX_ATTEMPTS || (retryAfter ?? 0) > LONGEST_WISH_SECONDS) return null;
  const whole = Math.min(CAP_SECONDS, FIRST_SECONDS * 2 ** (attempts - 1));
  const pause = whole / 2 + (whole / 2) * random;
  return Math.ceil(retryAfter === null ? pause : Math.max(pause, retryAfter + random * FIRST_SECONDS));
}
