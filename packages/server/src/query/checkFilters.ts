import type { QueryFilter } from "@northstar/core";
import type { IndexedMember } from "../model/viewIndex.ts";
import { findValueFault, OPERATORS, operatorsOf } from "./operators.ts";
import { listFilters } from "./queryMembers.ts";
import type { Refuse } from "./refuse.ts";

/** Checks operators, values and groups; the members were found before. Throws through `refuse`. */
export function checkFilters(
  filters: readonly QueryFilter[],
  members: ReadonlyMap<string, IndexedMember>,
  refuse: Refuse,
): void {
  checkGroups(filters, "filters", members, refuse);
  for (const { filter, path } of listFilters(filters)) {
    if (!OPERATORS.has(filter.operator)) {
      refuse("unknown_operator", `${path}.operator`, `there is no operator ${JSON.stringify(filter.operator)}`);
    }
    const type = members.get(filter.member)?.type ?? "";
    const allowed = operatorsOf(type);
    if (!allowed.includes(filter.operator)) {
      refuse(
        "operator_not_applicable",
        `${path}.operator`,
        `${filter.member} is of type ${type || "unknown"} and takes ${allowed.join(", ")}; not ${filter.operator}`,
      );
    }
    const fault = findValueFault(type, filter.operator, filter.values);
    if (fault) refuse(type === "time" ? "date_range_invalid" : "filter_values_invalid", `${path}.values`, fault);
  }
}

function checkGroups(
  filters: readonly QueryFilter[],
  path: string,
  members: ReadonlyMap<string, IndexedMember>,
  refuse: Refuse,
): void {
  for (const [index, filter] of filters.entries()) {
    for (const key of ["and", "or"] as const) {
      const group = key in filter ? (filter as Record<string, readonly QueryFilter[]>)[key] : undefined;
      if (group === undefined) continue;
      const own = `${path}[${index}].${key}`;
      if (group.length === 0) refuse("filter_group_invalid", own, "an empty group filters nothing");
      const kinds = new Set(listFilters(group).map((item) => members.get(item.filter.member)?.kind === "measure"));
      if (kinds.size > 1) {
        refuse(
          "filter_group_invalid",
          own,
          "measures and dimensions can't share a group: one is cut after adding up, the other before",
        );
      }
      checkGroups(group, own, members, refuse);
    }
  }
}
