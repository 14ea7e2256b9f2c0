import { type Calendar, DAY, HOUR } from "./days.ts";
import { stream } from "./random.ts";

/** A line of the sponsorship ledger. Dates are ISO days of the reporting zone, both inside the period. */
export interface SponsorshipEntry {
  id: string;
  sponsorId: string;
  sponsor: string;
  tier: string;
  kind: "revenue" | "cost";
  periodStart: string;
  periodEnd: string;
  /** ms UTC. */
  bookedAt: number;
  /** In `currency`; negative for a refund. */
  amount: number;
  currency: "USD" | "EUR";
  /** USD for one unit of `currency`. */
  rate: number;
}

/** What was agreed with a sponsor. Months count back from the running one. */
interface Agreement {
  name: string;
  tier: "Platino" | "Oro" | "Plata" | "Bronce";
  /** USD a month of the present contract. */
  monthly: number;
  sinceMonthsAgo: number;
  termMonths: number;
  /** Months after the running one in which the present contract ends; negative for who has left. */
  endsInMonths: number;
  currency?: "EUR";
}

const AGREEMENTS: readonly Agreement[] = [
  {
    name: "Laboratorios Cumbre",
    tier: "Platino",
    monthly: 11_500,
    sinceMonthsAgo: 26,
    termMonths: 12,
    endsInMonths: 6,
  },
  { name: "Andina Imagen", tier: "Platino", monthly: 10_500, sinceMonthsAgo: 16, termMonths: 6, endsInMonths: 3 },
  {
    name: "Respira Ibérica",
    tier: "Oro",
    monthly: 4_300,
    sinceMonthsAgo: 24,
    termMonths: 6,
    endsInMonths: 4,
    currency: "EUR",
  },
  { name: "Equipos Bolívar", tier: "Oro", monthly: 4_100, sinceMonthsAgo: 14, termMonths: 6, endsInMonths: 1 },
  { name: "Farma Delta", tier: "Oro", monthly: 4_000, sinceMonthsAgo: 8, termMonths: 12, endsInMonths: 3 },
  { name: "Clínicas del Sur", tier: "Oro", monthly: 4_000, sinceMonthsAgo: 3, termMonths: 6, endsInMonths: 2 },
  { name: "MediGestión", tier: "Plata", monthly: 1_600, sinceMonthsAgo: 22, termMonths: 6, endsInMonths: 5 },
  { name: "Seguros Alba", tier: "Plata", monthly: 1_500, sinceMonthsAgo: 15, termMonths: 3, endsInMonths: 2 },
  { name: "Ecosonda", tier: "Plata", monthly: 1_500, sinceMonthsAgo: 11, termMonths: 6, endsInMonths: 0 },
  {
    name: "Universidad del Litoral",
    tier: "Plata",
    monthly: 1_500,
    sinceMonthsAgo: 6,
    termMonths: 12,
    endsInMonths: 5,
  },
  { name: "Diagnósticos Quito", tier: "Plata", monthly: 1_400, sinceMonthsAgo: 2, termMonths: 3, endsInMonths: 0 },
  { name: "Librería Médica Central", tier: "Bronce", monthly: 800, sinceMonthsAgo: 13, termMonths: 3, endsInMonths: 1 },
  { name: "Uniformes Norte", tier: "Bronce", monthly: 750, sinceMonthsAgo: 5, termMonths: 6, endsInMonths: 0 },
  { name: "Congresos Pacífico", tier: "Bronce", monthly: 750, sinceMonthsAgo: 1, termMonths: 6, endsInMonths: 4 },
  { name: "Insumos Vega", tier: "Bronce", monthly: 700, sinceMonthsAgo: 17, termMonths: 6, endsInMonths: -6 },
];

/** Each renewal is this much dearer than the contract before it. */
const RENEWAL_RAISE = 1.13;
/** Share of revenue that serving a sponsor costs, and how it differs from month to month. */
const COST_SHARE = 0.33;
const EURO_RATES = [1.08, 1.1, 1.07, 1.09] as const;

const iso = (at: number) => new Date(at).toISOString().slice(0, 10);

/** The ledger up to now: contracts booked at their start (most span months), one in euros, a refund, and monthly costs. */
export function makeSponsorship(seed: number, calendar: Calendar): SponsorshipEntry[] {
  const random = stream(seed, "sponsors");
  const running = calendar.days[calendar.dayIndex(calendar.now)]?.date ?? iso(calendar.now);
  const year = Number(running.slice(0, 4));
  const month = Number(running.slice(5, 7)) - 1;
  /** First day of the month that is `offset` months from the running one, ms UTC of its date. */
  const monthDay = (offset: number) => Date.UTC(year, month + offset, 1);
  const entries: SponsorshipEntry[] = [];

  for (const [index, agreement] of AGREEMENTS.entries()) {
    const { name, tier, termMonths } = agreement;
    const currency = agreement.currency ?? "USD";
    const base = { sponsorId: `sp-${String(index + 1).padStart(2, "0")}`, sponsor: name, tier, currency } as const;
    let monthly = agreement.monthly;
    let contract = 0;
    for (let end = agreement.endsInMonths + 1; end > -agreement.sinceMonthsAgo; end -= termMonths) {
      const start = Math.max(end - termMonths, -agreement.sinceMonthsAgo);
      const rate = currency === "EUR" ? (EURO_RATES[contract % EURO_RATES.length] ?? 1) : 1;
      const bookedAt = monthDay(start) + 15 * HOUR;
      if (bookedAt < calendar.now) {
        entries.push({
          ...base,
          id: `contrato-${base.sponsorId}-${iso(monthDay(start))}`,
          kind: "revenue",
          periodStart: iso(monthDay(start)),
          periodEnd: iso(monthDay(end) - DAY),
          bookedAt,
          amount: Math.round((monthly * (end - start)) / rate),
          rate,
        });
      }
      for (let offset = start; offset < Math.min(end, 1); offset += 1) {
        const costBookedAt = monthDay(offset) + 16 * HOUR;
        const spent = monthly * COST_SHARE * (0.94 + 0.12 * random.next());
        if (costBookedAt >= calendar.now) continue;
        entries.push({
          ...base,
          id: `coste-${base.sponsorId}-${iso(monthDay(offset)).slice(0, 7)}`,
          kind: "cost",
          periodStart: iso(monthDay(offset)),
          periodEnd: iso(monthDay(offset + 1) - DAY),
          bookedAt: costBookedAt,
          amount: Math.round(spent * 100) / 100,
          currency: "USD",
          rate: 1,
        });
      }
      monthly /= RENEWAL_RAISE;
      contract += 1;
    }
  }

  // A webinar that didn't take place is paid back.
  entries.push({
    id: `devolucion-sp-04-${iso(monthDay(-2)).slice(0, 7)}`,
    sponsorId: "sp-04",
    sponsor: "Equipos Bolívar",
    tier: "Oro",
    kind: "revenue",
    periodStart: iso(monthDay(-2)),
    periodEnd: iso(monthDay(-1) - DAY),
    bookedAt: monthDay(-1) - 2 * DAY,
    amount: -1_200,
    currency: "USD",
    rate: 1,
  });
  return entries.sort((a, b) => a.bookedAt - b.bookedAt || (a.id < b.id ? -1 : 1));
}
