import { ROLES } from "../claims.ts";
import type { Row } from "../query.ts";
import { toNumber } from "../toNumber.ts";

/** What a role used in some period. */
export interface RoleUse {
  role: string;
  people: number;
  kpiViews: number;
  /** Views by how often their KPIs were shown, most first. */
  views: readonly { view: string; kpiViews: number }[];
}

/**
 * What each role used: the five roles always, whether they did or not, then others.
 * @param byRole people of each role, who can't be added up from their views
 * @param byView KPIs shown by role and view
 */
export function roleUse(byRole: readonly Row[], byView: readonly Row[]): RoleUse[] {
  const people = new Map(byRole.map((row) => [textOf(row, "usage_role"), row]));
  const used = [...people].filter(([, row]) => numberOf(row, "kpi_views") > 0).map(([role]) => role);
  const roles = [...new Set<string>([...ROLES, ...used.sort()])];
  return roles.map((role) => {
    const row = people.get(role);
    const views = byView
      .filter((one) => textOf(one, "usage_role") === role)
      .map((one) => ({ view: textOf(one, "usage_view"), kpiViews: numberOf(one, "kpi_views") }))
      .filter(({ kpiViews }) => kpiViews > 0)
      .sort((one, other) => other.kpiViews - one.kpiViews || (one.view < other.view ? -1 : 1));
    return {
      role,
      people: row ? numberOf(row, "weekly_readers") : 0,
      kpiViews: row ? numberOf(row, "kpi_views") : 0,
      views,
    };
  });
}

/** Rows are of the view `adoption`, or of a host's own with the same names. */
function cellOf(row: Row, name: string): Row[string] {
  const key = Object.keys(row).find((one) => one === name || one.endsWith(`.${name}`));
  return key === undefined ? null : (row[key] ?? null);
}

const textOf = (row: Row, name: string) => String(cellOf(row, name) ?? "");
const numberOf = (row: Row, name: string) => toNumber(cellOf(row, name)) ?? 0;
