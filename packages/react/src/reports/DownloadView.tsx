import { fileName, reportsTexts } from "@northstar/core";
import { useEffect, useRef, useState } from "react";
import { errorWords } from "../components/errorWords.ts";
import { useInterface } from "../components/interface.ts";
import { Popover } from "../components/Popover.tsx";
import { type BoxProps, Root } from "../components/Root.tsx";
import { NorthstarError } from "../errors.ts";
import { saveFile } from "../export/saveFile.ts";
import { usePermissions } from "../hooks/usePermissions.ts";
import { useFilterState, useNorthstarContext } from "../provider/context.ts";

const FORMATS = ["pdf", "xlsx", "csv"] as const;
type Format = (typeof FORMATS)[number];

type FileState =
  | { status: "idle" }
  | { status: "writing" }
  | { status: "done"; name: string }
  | { status: "failed"; error: NorthstarError | null };

/**
 * A button that takes a whole view home, as PDF, workbook or CSV: what its reader's role and filters show at this moment, written by the server.
 * Nothing for tokens that may not export.
 */
export function DownloadView({ view, className, style }: DownloadViewProps) {
  const { t } = useInterface(reportsTexts);
  const button = useRef<HTMLButtonElement>(null);
  const permissions = usePermissions();
  const { state, write } = useViewFile(view);
  if (permissions.status !== "ready" || !permissions.value.can("export")) return null;
  const isWriting = state.status === "writing";
  return (
    <Root className={className} style={style} fit="content" tile="DownloadView">
      <button ref={button} type="button" className="ns-button">
        {t("view_file.menu")}
      </button>
      <Popover anchor={button} title={t("view_file.menu")}>
        {() => (
          <div className="ns-report-files">
            {FORMATS.map((format) => (
              <button
                key={format}
                type="button"
                className="ns-button"
                aria-disabled={isWriting || undefined}
                onClick={() => isWriting || write(format)}
              >
                {t(`view_file.${format}`)}
              </button>
            ))}
            <p role="status" className="ns-note">
              {isWriting && t("view_file.writing")}
              {state.status === "done" && t("view_file.done", { name: state.name })}
              {state.status === "failed" &&
                t("view_file.failed", { why: state.error ? errorWords(state.error, t) : t("error.server") })}
            </p>
          </div>
        )}
      </Popover>
    </Root>
  );
}

export interface DownloadViewProps extends BoxProps {
  /** Which of Northstar's views. */
  view: "executive" | "operational" | "technical";
}

/** Has the server write the view with the filters that are chosen, and saves it. Leaving gives it up. */
function useViewFile(view: DownloadViewProps["view"]): { state: FileState; write: (format: Format) => void } {
  const { client, locale } = useNorthstarContext();
  const { chosen } = useFilterState();
  const [state, setState] = useState<FileState>({ status: "idle" });
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);

  async function write(format: Format): Promise<void> {
    const controller = new AbortController();
    leaving.current = controller;
    setState({ status: "writing" });
    try {
      const response = await client.http.request("/northstar/v1/exports/view", {
        method: "POST",
        accept: "*/*",
        body: JSON.stringify({ view, ...chosen, format, language: locale }),
        signal: controller.signal,
      });
      const name = fileName(view, [client.clock.read().toISOString().slice(0, 10)], format);
      saveFile(name, await response.blob());
      setState({ status: "done", name });
    } catch (error) {
      if (controller.signal.aborted) return;
      setState({ status: "failed", error: error instanceof NorthstarError ? error : null });
    }
  }
  return { state, write: (format) => void write(format) };
}
