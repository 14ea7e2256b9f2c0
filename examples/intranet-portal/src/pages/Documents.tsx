import { DOCUMENTS } from "../content/documents.ts";
import { dayFromNow, formatDate } from "../dates.ts";
import { type Locale, usePreferences } from "../preferences.tsx";
import { PageHead } from "./PageHead.tsx";

/** The shelf of files, latest first. */
export function Documents() {
  const { t, locale } = usePreferences();
  const sorted = [...DOCUMENTS].sort((a, b) => a.daysAgo - b.daysAgo);
  return (
    <>
      <PageHead title={t.nav.documents} intro={t.documents.intro} />
      <table className="stacked">
        <thead>
          <tr>
            <th>{t.documents.name}</th>
            <th>{t.documents.folder}</th>
            <th>{t.documents.updated}</th>
            <th>{t.documents.owner}</th>
            <th className="number">{t.documents.size}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((file) => (
            <tr key={file.id}>
              <td>
                <span className="row">
                  <span className="file-kind" data-kind={file.kind}>
                    {file.kind}
                  </span>
                  {file.name[locale]}
                </span>
              </td>
              <td>{file.folder[locale]}</td>
              <td>{formatDate(dayFromNow(-file.daysAgo), locale)}</td>
              <td>{file.owner}</td>
              <td className="number">{formatSize(file.kilobytes, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function formatSize(kilobytes: number, locale: Locale): string {
  const [value, unit] = kilobytes < 1000 ? [kilobytes, "kB"] : [kilobytes / 1000, "MB"];
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}
