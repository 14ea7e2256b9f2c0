import type { Integration, IntegrationList } from "@northstar/core";
import { useMemo, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { EmptyState } from "../components/states.tsx";
import { Tile } from "../components/Tile.tsx";
import { useNow } from "../hooks/useNow.ts";
import { DataTable } from "../table/DataTable.tsx";
import { IntegrationPanel } from "./IntegrationPanel.tsx";
import { IntegrationsDenied } from "./IntegrationsDenied.tsx";
import { integrationColumns } from "./integrationColumns.tsx";
import { integrationsTable } from "./integrationsTable.ts";
import { isUnused } from "./StatusMark.tsx";
import { type IntegrationsInterface, TEXTS } from "./texts.ts";
import { useIntegrations } from "./useIntegrations.ts";

/** All integrations in a table, problems first, and a panel with one of them. */
export function IntegrationsPage() {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const now = useNow();
  const state = useIntegrations();
  const [opened, setOpened] = useState<string | null>(null);
  const columns = useMemo(() => integrationColumns(ui, now, setOpened), [ui, now]);
  const list = shownValue(state);
  const chosen = list?.integrations.find(({ name }) => name === opened);
  const isUnavailable = state.status === "error" && state.error.code === "integrations_unavailable";
  if (state.status === "denied") return <IntegrationsDenied />;
  return (
    <div className="ns-view ns-int">
      <header className="ns-view-header">
        <div className="ns-view-heading">
          <h2 className="ns-view-title">{t("integrations.title")}</h2>
          <p className="ns-view-subtitle">{list ? summary(list.integrations, ui) : "\u00a0"}</p>
        </div>
      </header>
      {isUnavailable ? (
        <article className="ns-card">
          <EmptyState title={t("integrations.unavailable")} detail={t("integrations.unavailable_detail")} />
        </article>
      ) : (
        <Tile
          className="ns-kpi"
          title={t("integrations.sources")}
          state={state}
          skeleton={<RowsSkeleton rows={12} />}
          table={({ integrations }: IntegrationList) => integrationsTable(integrations, ui, now)}
        >
          {({ integrations }) => (
            <DataTable
              title={t("integrations.sources")}
              rows={integrations}
              columns={columns}
              rowKey={({ name }) => name}
              defaultSort={{ id: "status", direction: "asc" }}
              caption={integrations.length > 0 && t("integrations.note")}
              empty={{ title: t("integrations.empty"), detail: t("integrations.empty_detail") }}
            />
          )}
        </Tile>
      )}
      {chosen && <IntegrationPanel key={chosen.name} known={chosen} onClose={() => setOpened(null)} />}
    </div>
  );
}

/** `14 integraciones · 1 falla · 2 con retraso · 3 sin configurar`: what asks for a person first. */
function summary(integrations: readonly Integration[], { t }: IntegrationsInterface): string {
  const count = (isIt: (each: Integration) => boolean) => integrations.filter(isIt).length;
  const parts = TROUBLES.flatMap((status) => {
    const some = count((each) => each.status === status);
    return some === 0 ? [] : [t.plural(`integrations.count_${status}`, some)];
  });
  const isWell =
    count(({ status }) => status === "ok") > 0 && count((each) => each.status !== "ok" && !isUnused(each)) === 0;
  return [
    t.plural("integrations.subtitle", integrations.length),
    ...(isWell ? [t("integrations.all_well")] : []),
    ...parts,
  ].join(" · ");
}

const TROUBLES = ["failing", "late", "paused", "unconfigured"] as const;
