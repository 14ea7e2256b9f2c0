import type { Page } from "@playwright/test";
import { PORTAL, SERVER } from "./addresses.ts";

interface Query {
  measures: string[];
  timeDimensions?: { dimension: string; dateRange: [string, string] }[];
  filters?: { member: string; operator: "equals"; values: string[] }[];
}

interface LoadLine {
  id: string;
  data?: Record<string, string | number | null>[];
  error?: { status: number; code: string; detail: string };
}

/** A token of whoever is logged in on this page, from the portal's own back end. */
export async function tokenOf(page: Page): Promise<string> {
  const response = await page.request.post(`${PORTAL}/api/northstar-token`, { headers: { Origin: PORTAL } });
  return ((await response.json()) as { token: string }).token;
}

/** Asks the server itself, past every component: the answer, or why there is none. */
export async function ask(token: string, query: Query): Promise<LoadLine> {
  const response = await fetch(`${SERVER}/northstar/v1/load`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ queries: [{ id: "asked", query }] }),
  });
  // When nothing of a request can be answered, the whole of it is refused.
  if (!response.ok) return { id: "asked", error: (await response.json()) as NonNullable<LoadLine["error"]> };
  const [line = ""] = (await response.text()).trim().split("\n");
  return JSON.parse(line) as LoadLine;
}

/** One number: the only measure of the only row. */
export async function askNumber(token: string, measure: string, dimension: string, range: [string, string]) {
  const { data, error } = await ask(token, {
    measures: [measure],
    timeDimensions: [{ dimension, dateRange: range }],
  });
  if (error) throw new Error(`${error.code}: ${error.detail}`);
  const value = data?.[0]?.[measure];
  return value === null || value === undefined ? null : Number(value);
}

/** As Spanish writes a count. */
export function spanishCount(value: number | null): string {
  if (value === null) return "–";
  return new Intl.NumberFormat("es", { useGrouping: "always", maximumFractionDigits: 0 }).format(value);
}

/** The count that a text in Spanish writes: `1.234` is 1234; anything else is not a number. */
export function readSpanishCount(text: string | null): number {
  return /^\d{1,3}(\.\d{3})*$/.test(text ?? "") ? Number(text?.replaceAll(".", "")) : Number.NaN;
}

const ZONE = "America/Bogota";

/** First and last day of a month, `0` being the running one where the reports are cut. */
export function monthRange(offset: number): [string, string] {
  const [year = 0, month = 0] = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE })
    .format(new Date())
    .split("-")
    .map(Number);
  const iso = (date: Date) => date.toISOString().slice(0, 10);
  return [iso(new Date(Date.UTC(year, month - 1 + offset, 1))), iso(new Date(Date.UTC(year, month + offset, 0)))];
}

/** The last days up to today, where the reports are cut. */
export function lastDays(count: number): [string, string] {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(new Date());
  const first = new Date(Date.parse(today) - (count - 1) * 86_400_000);
  return [first.toISOString().slice(0, 10), today];
}
