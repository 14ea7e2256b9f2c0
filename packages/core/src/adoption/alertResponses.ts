import type { AlertHistoryEntry } from "../alerts/types.ts";
import { startOfBucket } from "../civil.ts";
import { wallClock } from "../zone.ts";

/** One firing of an alert, and when somebody said that it was seen. Times are ISO. */
export interface AlertResponse {
  ruleId: string;
  firedAt: string;
  /** Null when nobody did before it was over. */
  acknowledgedAt: string | null;
}

/** Answer of `GET /northstar/v1/alerts/responses`. */
export interface AlertResponses {
  /** Oldest first. */
  responses: readonly AlertResponse[];
  /** ISO: firings before it aren't in. */
  since: string;
}

/** How often alerts were acknowledged, and how fast. */
export interface ResponseSummary {
  fired: number;
  acknowledged: number;
  /** From the firing to the first acknowledgement, of those that have one; null when none has. */
  medianSeconds: number | null;
}

/** What history tells of firings and of who answered them, in any order of its lines; what is acknowledged after it was over isn't an answer. */
export function alertResponses(
  entries: readonly Pick<AlertHistoryEntry, "at" | "ruleId" | "event">[],
): AlertResponse[] {
  const responses: AlertResponse[] = [];
  const open = new Map<string, AlertResponse>();
  for (const { at, ruleId, event } of [...entries].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))) {
    const present = open.get(ruleId);
    if (event === "fired") {
      const response = { ruleId, firedAt: at, acknowledgedAt: null };
      open.set(ruleId, response);
      responses.push(response);
    } else if (event === "recovered") open.delete(ruleId);
    else if (event === "acknowledged" && present) present.acknowledgedAt ??= at;
  }
  return responses;
}

export function summariseResponses(responses: readonly AlertResponse[]): ResponseSummary {
  const seconds = responses
    .flatMap(({ firedAt, acknowledgedAt }) =>
      acknowledgedAt === null ? [] : (Date.parse(acknowledgedAt) - Date.parse(firedAt)) / 1000,
    )
    .sort((one, other) => one - other);
  const middle = seconds.length / 2;
  const lower = seconds[Math.ceil(middle) - 1];
  const upper = seconds[Math.floor(middle)];
  return {
    fired: responses.length,
    acknowledged: seconds.length,
    medianSeconds: lower === undefined || upper === undefined ? null : (lower + upper) / 2,
  };
}

/** Those that fired on an ISO date of the zone or later. */
export function responsesSince(responses: readonly AlertResponse[], date: string, timeZone: string): AlertResponse[] {
  return responses.filter(({ firedAt }) => wallClock(new Date(firedAt), timeZone).date >= date);
}

/**
 * The same by the week in which they fired, for each of `starts`.
 * @param starts ISO dates of Mondays
 */
export function responsesByWeek(
  responses: readonly AlertResponse[],
  starts: readonly string[],
  timeZone: string,
): (ResponseSummary & { start: string })[] {
  const weekOf = ({ firedAt }: AlertResponse) => startOfBucket(wallClock(new Date(firedAt), timeZone).date, "week");
  return starts.map((start) => ({
    start,
    ...summariseResponses(responses.filter((response) => weekOf(response) === start.slice(0, 10))),
  }));
}
