import { type AlertRule, type AlertRuleInput, searchable } from "@northstar/core";
import { useId, useMemo, useState } from "react";
import { useInterface } from "../../components/interface.ts";
import { shownValue } from "../../components/loadable.ts";
import { RowsSkeleton } from "../../components/RowsSkeleton.tsx";
import { EmptyState } from "../../components/states.tsx";
import { Tile } from "../../components/Tile.tsx";
import { useCatalog } from "../../hooks/useCatalog.ts";
import { useNow } from "../../hooks/useNow.ts";
import { usePermissions } from "../../hooks/usePermissions.ts";
import { DataTable } from "../../table/DataTable.tsx";
import { useAlertRules } from "../useAlertHistory.ts";
import { DeliveryTile } from "./DeliveryTile.tsx";
import { MutesTile } from "./MutesTile.tsx";
import { RuleEditor } from "./RuleEditor.tsx";
import { RuleSaid } from "./RuleSaid.tsx";
import { kpiNames, ruleColumns } from "./ruleColumns.tsx";
import { copyOf, inputOf } from "./ruleDraft.ts";
import { TEXTS } from "./texts.ts";
import { useRuleActions } from "./useRuleActions.ts";

/** What is open: a rule that there is, or a new one with what it begins with. `key` is another for each time something is opened. */
interface Opened {
  key: number;
  /** Whether it was there: then it stays open, with what was typed, when a colleague deletes it. */
  wasThere: boolean;
  id: string | null;
  start: AlertRuleInput | null;
}

/** All rules in a table, and one of them open. */
export function RulesPage({ rule: given }: { rule: string | undefined }) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const now = useNow();
  const state = useAlertRules();
  const catalog = useCatalog();
  const permissions = usePermissions();
  const actions = useRuleActions();
  const [opened, setOpened] = useState<Opened | null>(
    given === undefined ? null : { key: 0, id: given, start: null, wasThere: false },
  );
  const [sought, setSought] = useState("");
  const searchId = useId();
  const kpis = useMemo(
    () =>
      catalog.status === "ready"
        ? catalog.value.kpis.toSorted((one, other) =>
            one.title[format.locale].localeCompare(other.title[format.locale], format.locale),
          )
        : [],
    [catalog, format.locale],
  );
  const rules = shownValue(state)?.rules ?? NONE;
  const taken = useMemo(() => new Set(rules.map(({ id }) => id)), [rules]);
  const open = (next: Pick<Opened, "id" | "start">) => {
    actions.clear();
    setOpened({ ...next, key: (opened?.key ?? 0) + 1, wasThere: true });
  };
  const columns = useMemo(
    () =>
      ruleColumns(ui, kpis, now, (id) =>
        setOpened((before) => ({ key: (before?.key ?? 0) + 1, id, start: null, wasThere: true })),
      ),
    [ui, kpis, now],
  );
  const access = shownValue(permissions);
  // As the server has it: rules hold for everybody, so whoever sees a part of the rows doesn't write them.
  const mayWrite = access?.roles.includes("devops") === true && Object.keys(access.lockedFilters).length === 0;
  const base = rules.find(({ id }) => id === opened?.id) ?? null;
  const isUnavailable = state.status === "error" && state.error.code === "alerts_unavailable";
  const isOpen = opened !== null && (base !== null || opened.wasThere);

  if (isOpen && catalog.status === "ready") {
    return (
      <RuleEditor
        key={opened.key}
        ui={ui}
        base={base}
        start={opened.start}
        kpis={kpis}
        taken={taken}
        mayWrite={mayWrite}
        actions={actions}
        onSaved={({ id }) => setOpened({ ...opened, id, wasThere: true })}
        onCopy={(draft) =>
          open({
            id: null,
            start: copyOf(draft, taken, {
              es: TEXTS.es["alert_rules.copy_of"].replace("{title}", draft.title.es),
              en: TEXTS.en["alert_rules.copy_of"].replace("{title}", draft.title.en),
            }),
          })
        }
        onLeave={() => setOpened(null)}
      />
    );
  }
  const { state: last } = actions;
  return (
    <div className="ns-view">
      <header className="ns-view-header">
        <div className="ns-view-heading">
          <h2 className="ns-view-title">{t("alert_rules.title")}</h2>
          <p className="ns-view-subtitle">
            {rules.length > 0 && t.plural("alert_rules.subtitle", rules.length)}{" "}
            {access && !mayWrite && t("alert_rules.read_only")}
          </p>
        </div>
        <div className="ns-alert-filter">
          {rules.length > 0 && (
            <div className="ns-field">
              <label htmlFor={searchId} className="ns-visually-hidden">
                {t("alert_rules.search")}
              </label>
              <input
                id={searchId}
                type="search"
                placeholder={t("alert_rules.search")}
                value={sought}
                onChange={(event) => setSought(event.target.value)}
              />
            </div>
          )}
          {mayWrite && (
            <button
              type="button"
              className="ns-button"
              data-variant="primary"
              onClick={() => open({ id: null, start: null })}
            >
              {t("alert_rules.new")}
            </button>
          )}
        </div>
      </header>
      <RuleSaid ui={ui} state={last.status === "deleted" || last.status === "failed" ? last : IDLE}>
        {last.status === "deleted" && (
          <button
            type="button"
            className="ns-link"
            onClick={async () => {
              const saved = await actions.save(inputOf(last.rule), null);
              if (saved) actions.clear();
            }}
          >
            {t("alert_rules.undo")}
          </button>
        )}
      </RuleSaid>
      {isUnavailable ? (
        <article className="ns-card">
          <EmptyState title={t("alert_rules.unavailable")} detail={t("alert_rules.unavailable_detail")} />
        </article>
      ) : (
        <Tile className="ns-kpi" title={t("alert_rules.list")} state={state} skeleton={<RowsSkeleton rows={12} />}>
          {({ rules: all }) => (
            <DataTable
              title={t("alert_rules.list")}
              rows={all.filter((rule) => fits(rule, sought, kpiNames(rule, kpis, format.locale)))}
              columns={columns}
              rowKey={({ id }) => id}
              defaultSort={{ id: "name", direction: "asc" }}
              empty={
                all.length === 0
                  ? { title: t("alert_rules.empty"), detail: t("alert_rules.empty_detail") }
                  : { title: t("alert_rules.none_found"), detail: t("alert_rules.none_found_detail") }
              }
            />
          )}
        </Tile>
      )}
      {!isUnavailable && <MutesTile ui={ui} mayWrite={mayWrite} />}
      {!isUnavailable && mayWrite && <DeliveryTile ui={ui} />}
    </div>
  );
}

const NONE: readonly AlertRule[] = [];
const IDLE = { status: "idle" } as const;

function fits({ id, title, owner, labels }: AlertRule, sought: string, names: string): boolean {
  const words = searchable([id, title.es, title.en, owner, names, ...Object.values(labels ?? {})].join(" "));
  return words.includes(searchable(sought.trim()));
}
