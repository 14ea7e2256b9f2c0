import { type Granularity, type SuggestionView, startOfBucket } from "@northstar/core";
import { type SuggestionMarksKey, suggestionMarksTexts } from "@northstar/core/suggestion-marks";
import { useEffect, useMemo } from "react";
import type { ChartFiring } from "../charts/timeChartProps.ts";
import { type Interface, useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { useSuggestions } from "./useSuggestions.ts";

/** So much of a text is said with the place; the rest is in the list. */
const MOST = 80;

/** Asks what was suggested about days of a KPI, to be marked on its line; shows nothing. Where that can't be asked the line stands for itself. */
export function KpiNotes({ kpi, granularity, series, onKnown }: KpiNotesProps) {
  const ui = useInterface(suggestionMarksTexts);
  const suggestions = shownValue(useSuggestions({ kpi }))?.suggestions;
  const notes = useMemo(
    () => (suggestions ?? []).flatMap((one) => noteOf(one, granularity, series, ui)),
    [suggestions, granularity, series, ui],
  );
  useEffect(() => onKnown(notes), [notes, onKnown]);
  return null;
}

function noteOf(
  { anchor, kind, author, text }: SuggestionView,
  granularity: Granularity,
  series: string | undefined,
  { t }: Interface<SuggestionMarksKey>,
): ChartFiring[] {
  if (anchor.kind !== "moment") return [];
  const letters = [...text.replace(/\s+/g, " ").trim()];
  const short = letters.length > MOST ? `${letters.slice(0, MOST).join("")}…` : letters.join("");
  const label = t("suggestions.mark", { kind: t(`suggestions.kind_${kind}`), who: author.name, text: short });
  const start = granularity === "hour" ? `${anchor.date}T00:00:00.000` : startOfBucket(anchor.date, granularity);
  return [{ start, level: "note", series, label }];
}

interface KpiNotesProps {
  kpi: string;
  granularity: Granularity;
  series: string | undefined;
  onKnown(notes: readonly ChartFiring[]): void;
}
