import { type KpiId, type Query, type RoleUse, roleUse } from "@northstar/core";
import { useMemo } from "react";
import { useInterface } from "../components/interface.ts";
import { together } from "../components/loadable.ts";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { roleName } from "../components/roleNames.ts";
import { EmptyState } from "../components/states.tsx";
import { Tile } from "../components/Tile.tsx";
import { Why } from "../components/Why.tsx";
import { mapLoadable } from "../hooks/loadable.ts";
import type { KpiValue, Loadable } from "../hooks/types.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { useQueryRows } from "../hooks/useRows.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { type AdoptionInterface, TEXTS } from "./texts.ts";
import { useThisWeek } from "./useThisWeek.ts";

/** Which roles used what this week. */
export function RolesTile({ viewNames }: ViewNames) {
  const { start, end, filters } = useThisWeek();
  const { timeZone } = useNorthstar();
  const query = (dimensions: string[]): Query => ({
    measures: ["adoption.weekly_readers", "adoption.kpi_views"],
    dimensions: dimensions.map((name) => `adoption.${name}`),
    timeDimensions: [{ dimension: "adoption.usage_date", dateRange: [start, end] }],
    limit: 1000,
    timezone: timeZone,
  });
  // People of a role can't be added up from those of its views.
  const rows = together({
    byRole: useQueryRows(query(["usage_role"])),
    byView: useQueryRows(query(["usage_role", "usage_view"])),
    active: useKpi("active_roles" as string as KpiId, { filters }),
    readers: useKpi("weekly_readers" as string as KpiId, { filters }),
  });
  const state = mapLoadable(rows, ({ byRole, byView, active, readers }) => ({
    roles: roleUse(byRole.rows, byView.rows),
    counted: [active, readers],
  }));
  return <RolesTileView state={state} viewNames={viewNames} />;
}

interface ViewNames {
  /** What the host calls views of its own, by the name that is counted. */
  viewNames: Readonly<Record<string, string>> | undefined;
}

interface RolesUsed {
  roles: readonly RoleUse[];
  /** The KPIs that count them, for what they mean. */
  counted: readonly KpiValue[];
}

const columnIds = ["role", "people", "kpi_views", "views"] as const;

/** Roles and what they used, drawn from a state. */
export function RolesTileView({ state, viewNames }: ViewNames & { state: Loadable<RolesUsed> }) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const columns = useMemo(() => makeColumns(ui, viewNames), [ui, viewNames]);
  const title = t("adoption.who");
  return (
    <Tile
      className="ns-kpi"
      title={title}
      state={state}
      tools={({ counted }) => <Why value={counted} title={title} />}
      table={({ roles }) => ({
        title,
        columns: columnIds.map((id) => ({ id, title: t(`adoption.${id}`) })),
        rows: roles.map((role) => columns.map(({ value }) => value(role))),
      })}
      skeleton={<RowsSkeleton rows={5} />}
    >
      {({ roles }) =>
        roles.every(({ kpiViews }) => kpiViews === 0) ? (
          <EmptyState title={t("adoption.empty")} detail={t("adoption.empty_detail")} />
        ) : (
          <DataTable title={title} rows={roles} columns={columns} rowKey={({ role }) => role} />
        )
      }
    </Tile>
  );
}

function makeColumns(ui: AdoptionInterface, viewNames: ViewNames["viewNames"]): DataColumn<RoleUse>[] {
  const { t } = ui;
  return [
    { id: "role", title: t("adoption.role"), value: ({ role }) => roleName(role, t) },
    { id: "people", title: t("adoption.people"), unit: "people", value: ({ people }) => people },
    { id: "kpi_views", title: t("adoption.kpi_views"), bar: true, value: ({ kpiViews }) => kpiViews },
    { id: "views", title: t("adoption.views"), value: (role) => viewWords(role, ui, viewNames) },
  ];
}

function viewWords({ views }: RoleUse, { t, format }: AdoptionInterface, names: ViewNames["viewNames"]): string {
  if (views.length === 0) return t("adoption.none_used");
  const words = views.map(({ view, kpiViews }) =>
    t("adoption.view_count", {
      view: viewName(view, t, names),
      count: kpiViews.toLocaleString(format.locale, { useGrouping: "always" }),
    }),
  );
  return words.join(", ");
}

const VIEWS = {
  executive: "view.executive",
  operational: "view.operational",
  technical: "view.technical",
  adoption: "adoption.view_adoption",
  "(not set)": "adoption.no_view",
} as const;

/** A view's name for readers; what the host calls it where this version doesn't know it. */
function viewName(view: string, t: AdoptionInterface["t"], names: ViewNames["viewNames"] = {}): string {
  if (Object.hasOwn(names, view)) return names[view] ?? view;
  return Object.hasOwn(VIEWS, view) ? t(VIEWS[view as keyof typeof VIEWS]) : view;
}
