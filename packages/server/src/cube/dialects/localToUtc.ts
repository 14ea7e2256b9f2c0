import { wallClock } from "@northstar/core";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const WHOLE_SECONDS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

/**
 * A bound of time on a zone's clock as UTC. Cube asks for the zone's offset at that time *of UTC* (`localTimestampToUtc` of
 * `@cubejs-backend/shared`), which around a change of the clock may be the other one: days of Santiago and Sydney that border on it
 * began or ended an hour off. What the clock shows twice is taken whole: a stretch begins with the first and ends with the second.
 *
 * @param local `2025-04-05T23:59:59.999`; a fraction of nines ends a stretch
 * @param answer what Cube makes of it, in the dialect's format, which is kept
 */
export function localToUtc(local: string, answer: string | null, timeZone: string): string | null {
  if (answer === null || !WHOLE_SECONDS.test(answer) || !WHOLE_SECONDS.test(local)) return answer;
  const wall = Date.parse(`${local.slice(0, 19)}Z`);
  const byOffsetBefore = wall - offsetAt(wall - DAY, timeZone);
  const byOffsetAfter = wall - offsetAt(wall + DAY, timeZone);
  const isEnd = local.endsWith("999");
  const [first, second] = isEnd ? [byOffsetAfter, byOffsetBefore] : [byOffsetBefore, byOffsetAfter];
  // A time that the clock skips is shown by neither: the first is then the change itself, from that side.
  const instant = [first, second].find((each) => each + offsetAt(each, timeZone) === wall) ?? first;
  return `${new Date(instant).toISOString().slice(0, 19)}${answer.slice(19)}`;
}

/** How far a zone's clock is ahead of UTC at an instant; both in ms. */
function offsetAt(instant: number, timeZone: string): number {
  const { date, hour, minute } = wallClock(new Date(instant), timeZone);
  return Date.parse(`${date}T00:00:00Z`) + (hour * 60 + minute) * MINUTE - Math.floor(instant / MINUTE) * MINUTE;
}
