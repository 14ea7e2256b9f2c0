import { useState } from "react";
import { AREAS, type Area, COLLEAGUES, initialsOf } from "../content/people.ts";
import { usePreferences } from "../preferences.tsx";
import { Avatar } from "../shell/Avatar.tsx";
import { PageHead } from "./PageHead.tsx";

/** The directory, with a search that ignores accents. */
export function People() {
  const { t, locale } = usePreferences();
  const [text, setText] = useState("");
  const [area, setArea] = useState<Area | "">("");

  const wanted = fold(text);
  const found = COLLEAGUES.filter(
    (person) =>
      (area === "" || person.area === area) &&
      fold(`${person.name} ${person.position[locale]} ${AREAS[person.area][locale]} ${person.city}`).includes(wanted),
  );

  return (
    <>
      <PageHead title={t.nav.people} intro={t.people.intro} />
      <search className="search-bar">
        <input
          type="search"
          value={text}
          aria-label={t.people.search}
          placeholder={t.people.search}
          onChange={(event) => setText(event.target.value)}
        />
        <select value={area} aria-label={t.people.area} onChange={(event) => setArea(event.target.value as Area | "")}>
          <option value="">{t.people.all}</option>
          {Object.entries(AREAS).map(([id, label]) => (
            <option key={id} value={id}>
              {label[locale]}
            </option>
          ))}
        </select>
        <output>{t.people.count(found.length)}</output>
      </search>
      {found.length === 0 ? (
        <p className="nothing">{t.people.none}</p>
      ) : (
        <table className="stacked">
          <thead>
            <tr>
              <th>{t.people.name}</th>
              <th>{t.people.area}</th>
              <th>{t.people.city}</th>
              <th>{t.people.contact}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((person) => (
              <tr key={person.email}>
                <td>
                  <span className="row">
                    <Avatar initials={initialsOf(person.name)} size="small" />
                    <span>
                      {person.name}
                      <small>{person.position[locale]}</small>
                    </span>
                  </span>
                </td>
                <td>{AREAS[person.area][locale]}</td>
                <td>{person.city}</td>
                <td>
                  <a href={`mailto:${person.email}`}>{t.people.write}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
