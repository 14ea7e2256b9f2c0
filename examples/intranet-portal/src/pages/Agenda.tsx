import { AGENDA, type AgendaItem } from "../content/agenda.ts";
import { daysUntil, formatLongDay, workdayFromNow } from "../dates.ts";
import { usePreferences } from "../preferences.tsx";
import { PageHead } from "./PageHead.tsx";

/** The meetings of the coming weeks, day by day. */
export function Agenda() {
  const { t, locale } = usePreferences();
  const near: Record<number, string> = { 0: t.agenda.today, 1: t.agenda.tomorrow };
  return (
    <>
      <PageHead title={t.nav.agenda} intro={t.agenda.intro} />
      <div className="agenda">
        {[...groupByDay(AGENDA)].map(([workday, items]) => (
          <section key={workday}>
            <h2>
              {near[daysUntil(workdayFromNow(workday))] && (
                <strong>{near[daysUntil(workdayFromNow(workday))]} · </strong>
              )}
              {formatLongDay(workdayFromNow(workday), locale)}
            </h2>
            <ul className="plain">
              {items.map((item) => (
                <li key={item.id} className="row">
                  <span className="row__time">{item.time}</span>
                  <span>
                    {item.title[locale]}
                    <small>
                      {item.minutes} min · {item.room ?? t.agenda.online} · {item.host}
                    </small>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

function groupByDay(items: readonly AgendaItem[]): Map<number, AgendaItem[]> {
  const days = new Map<number, AgendaItem[]>();
  for (const item of items) days.set(item.workday, [...(days.get(item.workday) ?? []), item]);
  return days;
}
