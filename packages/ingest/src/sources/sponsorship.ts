import { amountOf, rateOf } from "./amount.ts";
import { contentId } from "./hashing.ts";
import { need } from "./messageRows.ts";
import { type NormaliseContext, Rejection, type SourceDefinition, type TableRow } from "./normaliser.ts";
import { booleanOf, dayOf, firstText, isObject, isoOf, type JsonObject, microsOf, moneyOf, textOf } from "./values.ts";

/**
 * Sponsorship CSV: our own columns, one entry a row, or a monthly snapshot of who sponsors with how much
 * (`sponsor_key, list, tier, source, monthly_usd`), which becomes one revenue entry a sponsor for the month of its arrival.
 */
function normalise(record: unknown, context: NormaliseContext): TableRow[] {
  if (Array.isArray(record)) return snapshotRows(record, context);
  if (!isObject(record)) throw new Rejection("not_an_entry", "The row can't be read.");
  for (const key in record) if (!COLUMNS.has(key)) context.drift(key, record[key]);
  return entryRows(record, context);
}

const COLUMNS = new Set(
  "external_id sponsor sponsor_id tier kind period_start period_end booked_at amount amount_minor currency amount_base fx_rate _deleted".split(
    " ",
  ),
);

function entryRows(record: JsonObject, context: NormaliseContext): TableRow[] {
  const sponsor = need(firstText(record.sponsor_id, record.sponsor), "sponsor");
  const kind = textOf(record.kind)?.toLowerCase() ?? "revenue";
  if (kind !== "revenue" && kind !== "cost")
    throw new Rejection("unknown_kind", `The kind ${kind} isn't revenue or cost.`);
  const start = need(dayOf(record.period_start), "period_start");
  const end = need(dayOf(record.period_end), "period_end");
  if (end < start) throw new Rejection("period_reversed", `The period ends (${end}) before it starts (${start}).`);
  const { value: amount, currency } = amountOf(record, context.baseCurrency);
  const sponsorId = textOf(record.sponsor_id) ?? slug(sponsor);
  return [
    {
      table: "sponsors",
      row: {
        sponsor_id: sponsorId,
        name: textOf(record.sponsor),
        tier: textOf(record.tier),
        since: start,
        until: end,
        source_id: sponsorId,
      },
    },
    {
      table: "sponsorship_entries",
      row: {
        entry_id:
          textOf(record.external_id) ??
          contentId("entry", sponsorId, kind, start, end, amount, currency, record.booked_at),
        sponsor_id: sponsorId,
        kind,
        period_start: start,
        period_end: end,
        booked_at: microsOf(record.booked_at) ?? microsOf(start),
        amount,
        currency,
        amount_base: amountBase(record, amount, currency, context),
        source_id: textOf(record.external_id),
        _deleted: booleanOf(record._deleted) === true,
      },
    },
  ];
}

function amountBase(record: JsonObject, amount: number, currency: string, context: NormaliseContext): number {
  const base = context.baseCurrency;
  if (textOf(record.amount_base) !== null) return amountOf({ amount: record.amount_base, currency: base }, base).value;
  if (currency === base) return amount;
  const rate = rateOf(record.fx_rate);
  if (rate !== null) return Math.round(amount * rate * 100) / 100;
  throw new Rejection(
    "missing_fx_rate",
    `The amount is in ${currency} and the row has neither amount_base nor fx_rate.`,
  );
}

function snapshotRows(entries: unknown[], context: NormaliseContext): TableRow[] {
  const day = isoOf(context.receivedAt).slice(0, 10);
  const month = day.slice(0, 7);
  const start = `${month}-01`;
  const end = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).toISOString().slice(0, 10);
  const rows: TableRow[] = [];
  // Amounts have fractions of a cent: each is rounded so that the running total is, and the sum stays the published one.
  let exact = 0;
  let booked = 0;
  for (const entry of entries.map((value) => value as JsonObject)) {
    const key = textOf(entry.sponsor_key);
    const monthly = monthlyOf(entry);
    if (key === null || monthly === null) continue;
    exact += monthly;
    const cents = Math.round(exact * 100) - booked;
    booked += cents;
    const channel = textOf(entry.source) ?? "direct";
    const sponsorId = `${channel}:${key}`;
    rows.push(
      {
        table: "sponsors",
        row: { sponsor_id: sponsorId, name: key, tier: textOf(entry.tier), since: start, until: end, source_id: key },
      },
      {
        table: "sponsorship_entries",
        row: {
          entry_id: `${sponsorId}:${month}`,
          sponsor_id: sponsorId,
          kind: "revenue",
          period_start: start,
          period_end: end,
          booked_at: microsOf(start),
          amount: cents / 100,
          currency: "USD",
          amount_base: cents / 100,
          source_id: key,
        },
      },
    );
  }
  return rows;
}

function slug(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function* records(document: unknown): Generator<unknown> {
  const rows = Array.isArray(document) ? document : [document];
  const snapshot = rows.filter(isSnapshotRow);
  if (snapshot.length > 0) yield snapshot;
  for (const row of rows) if (!isSnapshotRow(row)) yield row;
}

function isSnapshotRow(row: unknown): boolean {
  return isObject(row) && textOf(row.sponsor_key) !== null && monthlyOf(row) !== null;
}

/** Dollars a month, which may have fractions of a cent; null when they can't be read. */
function monthlyOf(row: JsonObject): number | null {
  const plain = moneyOf(row.monthly_usd);
  if (plain !== null) return plain;
  try {
    return amountOf({ amount: row.monthly_usd, currency: "USD" }, "USD").value;
  } catch (error) {
    if (error instanceof Rejection) return null;
    throw error;
  }
}

export const sponsorship: SourceDefinition = { sourceId: "sponsorship", records, normalise };
