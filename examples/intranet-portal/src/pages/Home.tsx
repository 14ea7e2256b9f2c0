import { AGENDA } from "../content/agenda.ts";
import { NEWS } from "../content/news.ts";
import { COLLEAGUES, initialsOf } from "../content/people.ts";
import { formatDaysAgo, formatLongDay, workdayFromNow } from "../dates.ts";
import { usePreferences } from "../preferences.tsx";
import { Link } from "../router.tsx";
import { useSession } from "../session.tsx";
import { Avatar } from "../shell/Avatar.tsx";
import { PageHead } from "./PageHead.tsx";
import { Poll } from "./Poll.tsx";

/** The front page: news, the week, who is new, a poll. */
export function Home() {
  const { t, locale } = usePreferences();
  const { person } = useSession();
  const firstName = person.name.split(" ")[0] ?? person.name;

  return (
    <>
      <PageHead title={t.home.greeting(firstName)} intro={t.home.intro} />
      <div className="home">
        <section className="home__news">
          <h2>{t.home.news}</h2>
          {NEWS.map((item, index) => (
            <article key={item.id} className={index === 0 ? "story story--lead" : "story"}>
              <p className="story__meta">
                <span className="badge">{item.topic[locale]}</span> {formatDaysAgo(item.daysAgo, locale)}
              </p>
              <h3 className="title">{item.title[locale]}</h3>
              <p>{item.summary[locale]}</p>
              <p className="story__author">{item.author}</p>
            </article>
          ))}
        </section>
        <aside className="home__side">
          <section className="card">
            <h2>{t.home.today}</h2>
            <ul className="plain">
              {AGENDA.slice(0, 4).map((item) => (
                <li key={item.id} className="row">
                  <span className="row__time">{item.time}</span>
                  <span>
                    {item.title[locale]}
                    <small>{formatLongDay(workdayFromNow(item.workday), locale)}</small>
                  </span>
                </li>
              ))}
            </ul>
            <Link href="/agenda">{t.home.allEvents}</Link>
          </section>
          <section className="card">
            <h2>{t.home.newcomers}</h2>
            <ul className="plain">
              {COLLEAGUES.filter((colleague) => colleague.weeksHere <= 5).map((colleague) => (
                <li key={colleague.email} className="row">
                  <Avatar initials={initialsOf(colleague.name)} size="small" />
                  <span>
                    {colleague.name}
                    <small>
                      {colleague.position[locale]} · {colleague.city}
                    </small>
                  </span>
                </li>
              ))}
            </ul>
          </section>
          <Poll />
        </aside>
      </div>
    </>
  );
}
