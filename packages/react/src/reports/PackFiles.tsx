import { fileName, type Pack } from "@northstar/core";
import { useState } from "react";
import { saveFile } from "../export/saveFile.ts";
import { usePermissions } from "../hooks/usePermissions.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { fetchReportFile } from "./useReports.ts";
import type { ReportsInterface } from "./words.ts";

const FORMATS = ["pdf", "xlsx", "csv"] as const;

/** A review as a file, for whoever may take one. */
export function PackFiles({ ui, pack }: { ui: ReportsInterface; pack: Pack }) {
  const { t, format } = ui;
  const { client } = useNorthstarContext();
  const permissions = usePermissions();
  const [said, setSaid] = useState("");
  const [writing, setWriting] = useState<string | null>(null);
  if (permissions.status !== "ready" || !permissions.value.can("export")) return null;
  const take = async (kind: (typeof FORMATS)[number]) => {
    setWriting(kind);
    setSaid(t("report.downloading", { format: kind.toUpperCase() }));
    try {
      const file = await fetchReportFile(client, pack.id, kind, format.locale);
      const name = fileName(`${pack.period.kind} ${pack.period.name}`, [], kind);
      saveFile(name, file);
      setSaid(t("report.downloaded", { name }));
    } catch {
      setSaid(t("report.download_failed"));
    } finally {
      setWriting(null);
    }
  };
  return (
    <div className="ns-report-make">
      {FORMATS.map((kind) => (
        <button
          key={kind}
          type="button"
          className="ns-button"
          disabled={writing !== null}
          aria-label={t("report.download", { format: kind.toUpperCase() })}
          onClick={() => void take(kind)}
        >
          {kind.toUpperCase()}
        </button>
      ))}
      <span role="status" className="ns-note">
        {said}
      </span>
    </div>
  );
}
