import { type Query, type Row, startOfBucket } from "@northstar/core";
import type { ReactNode } from "react";
import { useKpi } from "../hooks/useKpi.ts";
import { NorthstarProvider, type NorthstarProviderProps } from "../provider/NorthstarProvider.tsx";
import { type FakeAnswer, FakeServer, type FakeServerOptions } from "./FakeServer.ts";
import { CATALOG, FRESHNESS, LAST_MONTH, NOW, SAME_PART_BEFORE, THIS_MONTH } from "./fixtures.ts";

/** The first measure of a query. */
export const measureOf = (query: Query) => query.measures?.[0] ?? "";

/** Values by the range of the row; a KPI without an entry has 7 everywhere. */
const VALUES: Record<string, Record<string, number>> = {
  "executive.new_registrations": { [THIS_MONTH]: 1286, [SAME_PART_BEFORE]: 1147, [LAST_MONTH]: 990 },
  "executive.sponsorship_cost": { [THIS_MONTH]: 90, [SAME_PART_BEFORE]: 80, [LAST_MONTH]: 250 },
};

/** A row a range, as the server answers a query with `compareDateRange`; one row with 7s otherwise, of the last bucket and of `x`. */
export function answerKpi(query: Query): readonly Row[] {
  const measure = measureOf(query);
  const [time] = query.timeDimensions ?? [];
  const ranges = time?.compareDateRange;
  if (!ranges) {
    const { dimension = "", granularity, dateRange } = time ?? {};
    const end = dateRange?.[1].slice(0, 10) ?? "";
    return [
      {
        ...Object.fromEntries((query.measures ?? []).map((name) => [name, 7])),
        ...Object.fromEntries((query.dimensions ?? []).map((name) => [name, "x"])),
        ...(granularity && { [`${dimension}.${granularity}`]: `${startOfBucket(end, granularity)}T00:00:00.000` }),
      },
    ];
  }
  return ranges.map(([start, end]) => {
    const key = `${start.length > 10 ? start : `${start}T00:00:00.000`} - ${end.length > 10 ? end : `${end}T23:59:59.999`}`;
    return { compareDateRange: key, [measure]: String(VALUES[measure]?.[key] ?? 7) };
  });
}

/** A server in memory with the catalogue, freshness and values of these tests. */
export function createServer(options: Partial<FakeServerOptions> = {}): FakeServer {
  return new FakeServer({ catalog: CATALOG, freshness: FRESHNESS, answer: answerKpi, ...options });
}

/** The clock of these tests. */
export const now = () => NOW;

/** The status of one KPI, as text. */
export function Status() {
  return <p>{useKpi("new_registrations").status}</p>;
}

/** A provider on that server, for `renderHook` and `render`. */
export function wrap(server: FakeServer, props: Partial<NorthstarProviderProps> = {}) {
  return ({ children }: { children: ReactNode }) => (
    <NorthstarProvider apiUrl="http://server.test" getToken={() => "token"} fetch={server.fetch} now={now} {...props}>
      {children}
    </NorthstarProvider>
  );
}

/** Answers that are held back until they are let go, oldest first. */
export function holdAnswers() {
  const held: { query: Query; give: (answer: FakeAnswer) => void }[] = [];
  const answer = (query: Query) => new Promise<FakeAnswer>((give) => held.push({ query, give }));
  return { held, answer };
}
