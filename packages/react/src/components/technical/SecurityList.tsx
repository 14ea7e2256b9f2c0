import { formatValue, momentWords, type SecurityDigest, valueLabel } from "@northstar/core";
import { useMemo } from "react";
import type { KpiFreshness } from "../../hooks/types.ts";
import { DataTable } from "../../table/DataTable.tsx";
import type { DataColumn } from "../../table/dataColumn.ts";
import { useInterface } from "../interface.ts";
import { Masked } from "../Masked.tsx";
import type { TileTable } from "../tileTable.ts";
import { TEXTS, type TechnicalInterface } from "./texts.ts";

/** Lines that are read; what is older is in the counts. */
const MAX_LINES = 8;

/** The newest security events: when, what, from where, how often, and what was done about it. */
export function SecurityList({ newest: { events, today } }: { newest: NewestSecurity }) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const columns = useMemo(() => makeColumns(today, ui), [today, ui]);
  const lines = useMemo(() => events.slice(0, MAX_LINES), [events]);
  return (
    <DataTable
      title={t("technical.newest")}
      rows={lines}
      columns={columns}
      rowKey={({ at, kind, actor, outcome, severity }) => [at, kind, actor, outcome, severity].join(" ")}
      caption={events.length > MAX_LINES ? t.plural("technical.more", events.length - MAX_LINES) : undefined}
      empty={{ title: t("technical.security_empty"), detail: t("technical.security_empty_detail") }}
    />
  );
}

/** All lines as a table, for who takes them along. */
export function securityTable(
  { events, today }: NewestSecurity,
  freshness: KpiFreshness,
  ui: TechnicalInterface,
): TileTable {
  const columns = makeColumns(today, ui);
  return {
    title: ui.t("technical.newest"),
    columns: columns.map(({ id, title }) => ({ id, title })),
    rows: events.map((event) => columns.map(({ value }) => value(event))),
    freshness,
  };
}

function makeColumns(today: string, { t, format }: TechnicalInterface): DataColumn<SecurityDigest>[] {
  return [
    {
      id: "when",
      title: t("technical.when"),
      value: ({ at }) => at,
      cell: ({ at }) => momentWords(at, today, format, t),
    },
    {
      id: "what",
      title: t("technical.what"),
      isLead: true,
      value: ({ kind }) => valueLabel("security_kind", kind, t),
      cell: ({ kind, severity }) => (
        <>
          {valueLabel("security_kind", kind, t)}
          {severity !== null && GRAVE.includes(severity) && (
            <span className="ns-badge" data-tone="bad">
              {valueLabel("security_severity", severity, t)}
            </span>
          )}
        </>
      ),
    },
    {
      id: "origin",
      title: t("technical.origin"),
      value: (event) => (isMasked(event) ? null : originWords(event, t)),
      cell: (event) => (isMasked(event) ? <Masked /> : originWords(event, t)),
    },
    {
      id: "times",
      title: t("technical.times"),
      value: ({ count }) => count,
      cell: ({ count, isWhole }) => {
        const figure = formatValue(count, "count", format).full;
        return isWhole ? figure : t("technical.at_least", { count: figure });
      },
      polarity: "up",
    },
    {
      id: "outcome",
      title: t("technical.outcome"),
      value: ({ outcome }) => valueLabel("security_outcome", outcome ?? "", t),
      align: "end",
    },
  ];
}

/** Severities that are said beside what happened; the others are what is expected at a door. */
const GRAVE: readonly string[] = ["high", "critical"];

/** Who made the request, and from how many addresses. */
function originWords({ actor, ipHash, addresses }: SecurityDigest, t: TechnicalInterface["t"]): string {
  const who = valueLabel("actor", actor ?? "", t);
  if (addresses > 1) return `${who} · ${t.plural("technical.addresses", addresses)}`;
  return ipHash === null ? who : `${who} · ${ipHash.slice(0, 8)}`;
}

/** What the model puts in place of personal data for roles that may not see it. */
const MASK = "***";

function isMasked({ actor }: SecurityDigest): boolean {
  return actor === MASK;
}

export interface NewestSecurity {
  /** Newest first. */
  events: readonly SecurityDigest[];
  /** Events of the last 24 hours. */
  recent: number;
  /** ISO date in the reporting zone. */
  today: string;
}
