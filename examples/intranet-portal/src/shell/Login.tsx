import { useEffect, useState } from "react";
import { fetchAccounts, type PublicPerson } from "../api.ts";
import { usePreferences } from "../preferences.tsx";
import { Avatar } from "./Avatar.tsx";
import { Mark } from "./Mark.tsx";
import { Settings } from "./Settings.tsx";

/** Choose one of the sample accounts. */
export function Login({ onChoose }: { onChoose: (person: string) => Promise<void> }) {
  const { t, locale } = usePreferences();
  const [accounts, setAccounts] = useState<readonly PublicPerson[]>([]);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    fetchAccounts().then(setAccounts, () => setFailed(true));
  }, []);
  const choose = (person: string) => {
    setFailed(false);
    onChoose(person).catch(() => setFailed(true));
  };

  return (
    <main className="login">
      <div className="login__panel">
        <div className="login__brand">
          <Mark />
          <span>
            <strong>{t.brand}</strong>
            <small>{t.tagline}</small>
          </span>
        </div>
        <h1>{t.login.title}</h1>
        <p>{t.login.intro}</p>
        <h2>{t.login.sample}</h2>
        <ul className="login__accounts">
          {accounts.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                className="account-choice"
                data-role={person.role}
                onClick={() => choose(person.id)}
              >
                <Avatar initials={person.initials} />
                <span className="account-choice__text">
                  <span className="account-choice__name">{person.name}</span>
                  <span className="account-choice__position">{person.position[locale]}</span>
                </span>
                <span className="badge">{t.login.roles[person.role]}</span>
              </button>
            </li>
          ))}
        </ul>
        {failed && (
          <p className="login__error" role="alert">
            {t.login.error}
          </p>
        )}
        <p className="login__note">{t.login.sampleNote}</p>
        <Settings />
      </div>
    </main>
  );
}
