import { findKpi, type LocalizedText, viewTexts } from "@northstar/core";
import { useId } from "react";
import { useCatalog } from "../hooks/useCatalog.ts";
import { Heading } from "./Heading.tsx";
import { LockIcon } from "./icons.tsx";
import { useInterface } from "./interface.ts";
import { type BoxProps, Root } from "./Root.tsx";
import { roleList } from "./roleNames.ts";

/** One calm place for a view of which the reader's roles see nothing: what it holds, who sees it, and whom to ask. */
export function ViewDenied({ title, kpis, funnels = NONE, className, style }: ViewDeniedProps) {
  const ui = useInterface(viewTexts);
  const { t, format } = ui;
  const titleId = useId();
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const denied = [
    ...kpis.flatMap((id) => (known && findKpi(known.denied, id)?.kpi) ?? []),
    ...funnels.flatMap((id) => (known && findKpi(known.deniedFunnels ?? [], id)?.kpi) ?? []),
  ];
  const groups = groupByOwner(denied);
  return (
    <Root className={className} style={style}>
      <section className="ns-view-denied" aria-labelledby={titleId} data-state="denied">
        <LockIcon />
        <Heading id={titleId} className="ns-view-denied-title">
          {t("denied.view")}
        </Heading>
        <p className="ns-view-denied-detail">{t("denied.view_detail", { title })}</p>
        {groups.length > 0 && (
          <>
            <p className="ns-view-denied-ask">{t("denied.view_ask")}</p>
            <ul className="ns-view-denied-owners">
              {groups.map(({ owner, titles, roles }) => (
                <li key={owner}>
                  {owner !== "" && <p className="ns-view-denied-owner">{owner}</p>}
                  <p>
                    {titles.length > MAX_NAMED
                      ? t.plural("denied.view_indicators", titles.length)
                      : titles.map((name) => name[format.locale]).join(", ")}
                  </p>
                  {roles.length > 0 && <p>{t("state.denied_seen_by", { roles: roleList(roles, ui) })}</p>}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </Root>
  );
}

const NONE: readonly string[] = [];

/** More names than this are counted instead. */
const MAX_NAMED = 6;

interface OwnerGroup {
  /** Empty where the model names none. */
  owner: string;
  titles: LocalizedText[];
  roles: readonly string[];
}

function groupByOwner(
  denied: readonly { owner?: string | undefined; title: LocalizedText; roles: readonly string[] }[],
): OwnerGroup[] {
  const groups = new Map<string, OwnerGroup>();
  for (const { owner = "", title, roles } of denied) {
    const group = groups.get(owner) ?? { owner, titles: [], roles: [] };
    group.titles.push(title);
    group.roles = [...new Set([...group.roles, ...roles])];
    groups.set(owner, group);
  }
  return [...groups.values()].sort((first, second) => second.titles.length - first.titles.length);
}

export interface ViewDeniedProps extends BoxProps {
  /** The view's name. */
  title: string;
  /** KPIs that the view shows. */
  kpis: readonly string[];
  /** Funnels that the view shows. @default none */
  funnels?: readonly string[];
}
