import {
  type Catalog,
  type CatalogKpi,
  type Cell,
  type DrillKey,
  type DrillRowsPlan,
  dimensionTitle,
  dimensionValueWords,
  drillTexts,
  formatBucketLabel,
  joinTexts,
  type PeriodContext,
  planDrillRows,
  type ResolvedFilters,
  type Row,
  toNumber,
  type ValueKey,
  valueTexts,
} from "@northstar/core";
import { useMemo } from "react";
import { type Interface, useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { Masked } from "../components/Masked.tsx";
import { DeniedState, EmptyState, ErrorState, StaleBanner } from "../components/states.tsx";
import { DownloadRows } from "../export/DownloadRows.tsx";
import { useExportWords } from "../export/useExportWords.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { usePlanned } from "../hooks/usePlanned.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { DrillSkeleton } from "./DrillSkeleton.tsx";

const TEXTS = joinTexts(drillTexts, valueTexts);

/** The rows behind a KPI's number, as far as the role sees them; personal data that it sees as a mask are said to be one. */
export function DrillRows({ kpi, filters }: { kpi: CatalogKpi; filters: ResolvedFilters }) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const state = usePlanned(
    known ? { catalog: known, item: kpi } : { status: "loading" },
    (item: CatalogKpi, context: PeriodContext) => {
      const plan = planDrillRows(item, filters, context);
      return plan && { scope: `drill ${kpi.id}`, plan, planKey: "", query: plan.query, sources: kpi.sources };
    },
    (_kpi, { plan, answer }) => ({ plan, rows: answer.data, isCut: answer.data.length >= plan.limit }),
  );
  const value = shownValue(state);
  const plan = value?.plan ?? null;
  const columns = useMemo(() => (plan && known ? columnsOf(plan, known, ui) : []), [plan, known, ui]);
  if (!kpi.drill?.length) return <EmptyState title={t("drill.no_rows")} detail={t("drill.no_rows_detail")} />;
  if (state.status === "denied") return <DeniedState state={state} />;
  if (state.status === "error" && value === null) return <ErrorState state={state} />;
  if (value === null) return <DrillSkeleton />;
  const isMasked = kpi.drill.some((member) => known?.masked?.includes(member));
  return (
    <>
      <DataTable
        title={`${kpi.title[ui.format.locale]}: ${t("drill.rows")}`}
        rows={value.rows}
        columns={columns}
        density="compact"
        hasColumnChoice
        caption={
          [value.isCut && t("drill.cut", { count: value.rows.length }), isMasked && t("drill.masked")]
            .filter(Boolean)
            .join(" ") || undefined
        }
        empty={{ title: t("drill.empty") }}
      />
      {plan && value.rows.length > 0 && <AllRows plan={plan} columns={columns} />}
      <StaleBanner state={state} />
    </>
  );
}

/** The same question without its limit. */
function AllRows({ plan, columns }: { plan: DrillRowsPlan; columns: readonly DataColumn<Row>[] }) {
  const { format } = useInterface(TEXTS);
  const wordsOf = useExportWords();
  const { limit: _, ...query } = plan.query;
  const title = plan.kpi.title[format.locale];
  const { lines } = wordsOf({ title, columns: [], rows: [], period: plan.query.timeDimensions?.[0]?.dateRange });
  return (
    <DownloadRows
      title={title}
      query={query}
      columns={columns.map(({ id, title: name }) => ({ member: id, title: name }))}
      comments={[title, ...lines]}
    />
  );
}

function columnsOf(
  { kpi, columns }: DrillRowsPlan,
  catalog: Catalog,
  { t, format }: Interface<DrillKey | ValueKey>,
): DataColumn<Row>[] {
  const dimensions = columns.map((member): DataColumn<Row> => {
    const title = dimensionTitle(member, catalog, format.locale);
    if (catalog.masked?.includes(member)) return { id: member, title, value: () => null, cell: () => <Masked /> };
    return {
      id: member,
      title,
      value: (row) => textOf(row[member] ?? null),
      cell: (row) => cellWords(member, textOf(row[member] ?? null), { t, format }),
    };
  });
  return [
    ...dimensions,
    { id: kpi.measure, title: kpi.title[format.locale], unit: kpi.unit, value: (row) => toNumber(row[kpi.measure]) },
  ];
}

function textOf(cell: Cell): string {
  return cell === null ? "" : String(cell);
}

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** Times are of the reporting zone already; a midnight is a day. */
function cellWords(member: string, text: string, { t, format }: Interface<DrillKey | ValueKey>): string {
  if (!LOCAL_TIME.test(text)) return dimensionValueWords(member, text, t, format.locale);
  const day = formatBucketLabel(text.slice(0, 10), "day", format);
  return text.slice(11, 16) === "00:00" ? day : `${day}, ${text.slice(11, 16)}`;
}
