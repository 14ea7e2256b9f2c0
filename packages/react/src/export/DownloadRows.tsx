import { drillTexts, type Query } from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { usePermissions } from "../hooks/usePermissions.ts";
import { decimalMark } from "./decimalMark.ts";
import { mayTakeRows } from "./mayTakeRows.ts";
import { useRowsFile } from "./useRowsFile.ts";

/** All rows of a question as a CSV file that the server writes under the reader's token: those that a table doesn't show too. Says why where the role takes none. */
export function DownloadRows({ title, query, columns, comments }: DownloadRowsProps) {
  const { t, format } = useInterface(drillTexts);
  const permissions = usePermissions();
  const { state, start, cancel } = useRowsFile();
  if (permissions.status !== "ready") return null;
  if (!mayTakeRows(permissions.value)) return <p className="ns-note">{t("drill.file_denied")}</p>;
  const megabytes = (bytes: number) => MEGABYTES(format.locale).format(bytes / 1e6);
  return (
    <div className="ns-file">
      {state.status === "running" ? (
        <button type="button" className="ns-button" onClick={cancel}>
          {t("drill.file_cancel")}
        </button>
      ) : (
        <button
          type="button"
          className="ns-button"
          onClick={() => start({ title, query, columns, comments, decimal: decimalMark(format.locale) })}
        >
          {t("drill.file")}
        </button>
      )}
      <span role="status" className="ns-note">
        {state.status === "running" && t("drill.file_running", { size: megabytes(state.bytes) })}
        {state.status === "done" && t("drill.file_done", { name: state.name, size: megabytes(state.bytes) })}
        {state.status === "failed" && t(state.isBusy ? "drill.file_busy" : "drill.file_failed")}
      </span>
    </div>
  );
}

const MEGABYTES = (locale: string) =>
  new Intl.NumberFormat(locale, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });

export interface DownloadRowsProps {
  /** Names the file. */
  title: string;
  query: Query;
  columns: readonly { member: string; title: string }[];
  /** Said above the rows. */
  comments: readonly string[];
}
