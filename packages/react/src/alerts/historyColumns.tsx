import {
  type AlertHistoryEntry,
  type AlertRule,
  formatValue,
  joinTexts,
  momentTexts,
  type TextKey,
} from "@northstar/core";
import { type AlertHistoryKey, alertHistoryTexts } from "@northstar/core/alert-history";
import type { Interface } from "../components/interface.ts";
import { momentOf } from "../hooks/momentOf.ts";
import type { DataColumn } from "../table/dataColumn.ts";
import { causeWords, figure, TEXTS as LIVE } from "./alertWords.ts";

/** What the history says. */
export const TEXTS = joinTexts(alertHistoryTexts, momentTexts, LIVE);

type Words = Interface<TextKey<typeof TEXTS>>;

/** Columns of the history. @param rules for the kind of condition that a number is of */
export function historyColumns(ui: Words, now: Date, rules: readonly AlertRule[]): DataColumn<AlertHistoryEntry>[] {
  const { t, format } = ui;
  const conditions = new Map(rules.map(({ id, condition }) => [id, condition.kind]));
  const numberOf = ({ value, compared, ruleId, unit }: AlertHistoryEntry): string => {
    const condition = conditions.get(ruleId) ?? "threshold";
    if (compared === null) return "–";
    if (condition === "threshold" && unit !== "times" && unit !== "deviations" && unit !== "periods") {
      return formatValue(value ?? compared, unit, format).full;
    }
    return figure(compared, unit, ui, condition);
  };
  return [
    {
      id: "when",
      title: t("alert_history.when"),
      align: "start",
      value: ({ at }) => Date.parse(at),
      cell: ({ at }) => momentOf(at, now, ui),
    },
    {
      id: "alert",
      title: t("alert_history.alert"),
      isLead: true,
      value: ({ ruleTitle }) => ruleTitle[format.locale],
    },
    {
      id: "event",
      title: t("alert_history.event"),
      value: (entry) => eventWords(entry, ui),
      cell: (entry) => (
        <span className="ns-alert-event" data-level={levelOf(entry)}>
          {eventWords(entry, ui)}
          {entry.cause && <span className="ns-alert-minor">{causeWords(entry.cause, ui)}</span>}
          {entry.note && <span className="ns-alert-minor">{entry.note}</span>}
        </span>
      ),
    },
    { id: "number", title: t("alert_history.number"), align: "end", value: numberOf },
    {
      id: "limit",
      title: t("alert_history.limit"),
      align: "end",
      value: ({ limit, unit, ruleId }) =>
        limit === null ? "–" : figure(limit, unit, ui, conditions.get(ruleId) ?? "threshold"),
    },
    {
      id: "told",
      title: t("alert_history.told"),
      value: (entry) => toldWords(entry, ui).join(", "),
      cell: (entry) => (
        <span className="ns-alert-told">
          {toldWords(entry, ui).map((words) => (
            <span key={words}>{words}</span>
          ))}
        </span>
      ),
    },
    { id: "by", title: t("alert_history.by"), value: ({ by }) => by ?? "Northstar" },
  ];
}

function eventWords({ event, level }: AlertHistoryEntry, { t }: Words): string {
  if (event === "fired") return t(level === "red" ? "alert_history.fired_red" : "alert_history.fired_amber");
  return t(`alert_history.${event}` as AlertHistoryKey);
}

/** The colour of what happened: only where it got worse. */
function levelOf({ event, level }: AlertHistoryEntry): string | undefined {
  return event === "fired" || event === "escalated" || event === "reminded" ? (level ?? undefined) : undefined;
}

/** What somebody would be told of, if anybody were. */
const TOLD: ReadonlySet<AlertHistoryEntry["event"]> = new Set(["fired", "escalated", "recovered", "reminded"]);

function toldWords({ deliveries, event }: AlertHistoryEntry, { t }: Words): string[] {
  if (deliveries.length === 0) return TOLD.has(event) ? [t("alert_history.nobody")] : [];
  return deliveries.map(({ channel, recipient, status }) =>
    t(`alert_history.delivery_${status}` as AlertHistoryKey, { channel, recipient }),
  );
}
