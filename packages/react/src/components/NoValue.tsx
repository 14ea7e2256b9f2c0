import { memo } from "react";
import type { KpiValue } from "../hooks/types.ts";
import { sourceName } from "./FreshnessMark.tsx";
import { useInterface } from "./interface.ts";
import { EmptyState } from "./states.tsx";

/** Why a KPI's number isn't there, under its dash. */
export const NoValue = memo(function NoValue({ value: { reason, kpi } }: { value: KpiValue }) {
  const { t } = useInterface();
  if (!reason) return <EmptyState />;
  const sources = kpi.sources.map((source) => sourceName(source, t)).join(", ");
  return <EmptyState title={t(`empty.${reason}`)} detail={t(`empty.${reason}_detail`, { sources })} />;
});
