import { PROGRAMS } from "../content/programs.ts";
import { usePreferences } from "../preferences.tsx";
import { PageHead } from "./PageHead.tsx";

/** What the network offers this semester. */
export function Programs() {
  const { t, locale } = usePreferences();
  return (
    <>
      <PageHead title={t.nav.programs} intro={t.programs.intro} />
      <div className="programs">
        {PROGRAMS.map((program) => (
          <article key={program.id} className="card program">
            <p>
              <span className="badge" data-status={program.status}>
                {t.programs.status[program.status]}
              </span>
            </p>
            <h2 className="title">{program.name[locale]}</h2>
            <p>{program.summary[locale]}</p>
            <dl>
              <dt>{t.programs.lead}</dt>
              <dd>{program.lead}</dd>
              <dt>{t.programs.next}</dt>
              <dd>{program.next[locale]}</dd>
            </dl>
          </article>
        ))}
      </div>
    </>
  );
}
