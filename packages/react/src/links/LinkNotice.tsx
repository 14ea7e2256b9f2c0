import {
  dimensionTitle,
  dimensionValueWords,
  filtersFromSearch,
  filtersToSearch,
  formatInstant,
  joinTexts,
  valueTexts,
} from "@northstar/core";
import { type ChangedDefinition, linksTexts, type OpenedLink, pinnedTime } from "@northstar/core/links";
import { errorWords } from "../components/errorWords.ts";
import { useInterface } from "../components/interface.ts";
import type { Loadable } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNow } from "../hooks/useNow.ts";
import { usePermissions } from "../hooks/usePermissions.ts";
import { useFilterState, useNorthstarContext } from "../provider/context.ts";
import { dayWords } from "./dayWords.ts";

const TEXTS = joinTexts(linksTexts, valueTexts);

/** That a link is open, whose day its periods are, what isn't as it was for whoever shared it, and the ways out. */
export function LinkNotice({ opened, isOfItsDay, setOfItsDay, close }: LinkNoticeProps) {
  const { t, format } = useInterface(TEXTS);
  const { replaceFilters } = useNorthstarContext();
  const { chosen } = useFilterState();
  const now = useNow();
  const { asOf, grain, madeAt, dropped, changed } = opened;
  const shared = filtersFromSearch(opened.search);
  const isElsewhere = filtersToSearch(chosen) !== filtersToSearch(shared);
  const isPast = asOf !== null && pinnedTime(new Date(asOf), now, format.timeZone) !== null;
  return (
    <aside className="ns-linked">
      <p>
        <strong>{t("links.opened", { time: formatInstant(madeAt, format) })}</strong>{" "}
        {asOf !== null && isPast && isOfItsDay && t("links.opened_as_of", { date: dayWords(new Date(asOf), format) })}{" "}
        {grain !== null &&
          t("links.opened_grain", { grain: t(`links.grain_${grain}`).toLocaleLowerCase(format.locale) })}
      </p>
      <Narrowed />
      {dropped > 0 && <p>{t.plural("links.dropped", dropped)}</p>}
      {changed.length > 0 && <Changed changed={changed} />}
      <p className="ns-linked-actions">
        {isPast && (
          <button type="button" className="ns-link" onClick={() => setOfItsDay(!isOfItsDay)}>
            {t(isOfItsDay ? "links.to_today" : "links.to_its_day")}
          </button>
        )}
        {isElsewhere && (
          <button type="button" className="ns-link" onClick={() => replaceFilters(shared)}>
            {t("links.back")}
          </button>
        )}
        <button type="button" className="ns-link" onClick={close}>
          {t("links.close")}
        </button>
      </p>
    </aside>
  );
}

interface LinkNoticeProps {
  opened: OpenedLink;
  /** Whether periods are those of the link's day. */
  isOfItsDay: boolean;
  setOfItsDay: (next: boolean) => void;
  /** Takes the link out of the address. */
  close: () => void;
}

/** The reader's row filters: their numbers aren't those of whoever shared it. */
function Narrowed() {
  const { t, format } = useInterface(TEXTS);
  const permissions = usePermissions();
  const catalog = useCatalog();
  const locked = permissions.status === "ready" ? Object.entries(permissions.value.lockedFilters) : [];
  if (locked.length === 0) return null;
  const known = catalog.status === "ready" ? catalog.value : null;
  const filters = locked.map(
    ([name, values]) =>
      `${dimensionTitle(name, known, format.locale)}: ${values.map((value) => dimensionValueWords(name, value, t, format.locale)).join(", ")}`,
  );
  return <p>{t("links.narrowed", { filters: filters.join("; ") })}</p>;
}

function Changed({ changed }: { changed: readonly ChangedDefinition[] }) {
  const { t, format } = useInterface(TEXTS);
  const catalog = useCatalog();
  const kpis = catalog.status === "ready" ? catalog.value.kpis : [];
  return (
    <details>
      <summary>{t.plural("links.changed", changed.length)}</summary>
      <ul>
        {changed.map(({ kpi, from, to }) => (
          <li key={kpi}>
            {t("links.changed_item", {
              title: kpis.find(({ id }) => id === kpi)?.title[format.locale] ?? kpi,
              from: String(from),
              to: String(to),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Why a link couldn't be opened; below it the page is as without one. */
export function FailedLink({ state, close }: FailedLinkProps) {
  const { t } = useInterface(TEXTS);
  const code = state.status === "error" ? state.error.code : null;
  const known = code === "link_invalid" ? "invalid" : code === "link_expired" ? "expired" : null;
  return (
    <div className="ns-linked" data-tone="bad" role="alert">
      <p>
        <strong>{t(known ? `links.${known}` : "links.error")}</strong>{" "}
        {known ? t(`links.${known}_detail`) : state.status === "error" ? errorWords(state.error, t) : state.detail}
      </p>
      <p className="ns-linked-actions">
        {state.status === "error" && known === null && (
          <button type="button" className="ns-link" onClick={state.retry}>
            {t("links.again")}
          </button>
        )}
        <button type="button" className="ns-link" onClick={close}>
          {t("links.close")}
        </button>
      </p>
    </div>
  );
}

interface FailedLinkProps {
  state: Extract<Loadable<unknown>, { status: "error" | "denied" }>;
  close: () => void;
}
