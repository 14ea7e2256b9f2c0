import { useState } from "react";
import { type Localized, usePreferences } from "../preferences.tsx";

const OPTIONS: readonly { id: string; label: Localized }[] = [
  { id: "sepsis", label: { es: "Sepsis: la primera hora", en: "Sepsis: the first hour" } },
  { id: "ultrasound", label: { es: "Ecografía a pie de cama", en: "Bedside ultrasound" } },
  { id: "burnout", label: { es: "Desgaste y cuidado del equipo", en: "Burnout and caring for the team" } },
];

/** A one-question form, as front pages have them. */
export function Poll() {
  const { t, locale } = usePreferences();
  const [voted, setVoted] = useState(false);
  return (
    <section className="card">
      <h2>{t.home.poll}</h2>
      {voted ? (
        <p role="status">{t.home.voted}</p>
      ) : (
        <form
          className="poll"
          onSubmit={(event) => {
            event.preventDefault();
            setVoted(true);
          }}
        >
          <fieldset>
            <legend>{t.home.pollQuestion}</legend>
            {OPTIONS.map((option) => (
              <label key={option.id}>
                <input type="radio" name="subject" value={option.id} required /> {option.label[locale]}
              </label>
            ))}
          </fieldset>
          <button type="submit">{t.home.vote}</button>
        </form>
      )}
    </section>
  );
}
