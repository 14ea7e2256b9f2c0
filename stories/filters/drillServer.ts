import type { Cell, DateRange, LoadLine, LoadRequest, Query, Role, Row } from "@northstar/core";
import type { Fetch } from "@northstar/react";
import { createRecordedFetch } from "../support/recordedFetch.ts";

/**
 * The real server's recorded answers for a role to what its view asks, and hand-made ones to what is asked on the way down: two values
 * of any dimension, two rows behind any number.
 */
export function drillFetch(role: Role): Fetch {
  const recorded = createRecordedFetch(role);
  return async (input, init) => {
    const response = await recorded(input, init);
    if (!new URL(String(input)).pathname.endsWith("/load")) return response;
    const { queries } = JSON.parse(String(init?.body)) as LoadRequest;
    const lines = (await response.text()).trim().split("\n");
    const answered = queries.map(({ id, query }, index) => {
      const line = JSON.parse(lines[index] ?? "{}") as LoadLine;
      return "data" in line
        ? line
        : { id, data: answerQuery(query), annotation: {}, lastRefreshTime: null, freshness: NONE };
    });
    return new Response(`${answered.map((line) => JSON.stringify(line)).join("\n")}\n`, { headers: response.headers });
  };
}

const NONE = { sources: [], watermark: null };

function answerQuery({ dimensions = [], measures = [], timeDimensions: [time] = [] }: Query): Row[] {
  if (dimensions.length > 0) return [0, 1].map((place) => toRow(dimensions, measures, place));
  return (time?.compareDateRange ?? [null]).map((range) => ({
    ...(range && { compareDateRange: rangeKey(range) }),
    ...Object.fromEntries(measures.map((measure) => [measure, range === null ? "12" : "10"])),
  }));
}

function toRow(dimensions: readonly string[], measures: readonly string[], place: number): Row {
  return Object.fromEntries<Cell>([
    ...dimensions.map((member) => [member, cellOf(member, place)] as const),
    ...measures.map((measure) => [measure, String(7 - place)] as const),
  ]);
}

function cellOf(member: string, place: number): string {
  if (/date$|\.month$/.test(member)) return `2026-11-${21 - place}T00:00:00.000`;
  return place === 0 ? "uno" : "otro";
}

/** As Cube names a range in its rows. */
function rangeKey([start, end]: DateRange): string {
  return `${start.length > 10 ? start : `${start}T00:00:00.000`} - ${end.length > 10 ? end : `${end}T23:59:59.999`}`;
}
