import { type Query, whyTexts } from "@northstar/core";
import { useRef, useState } from "react";
import { useInterface } from "../interface.ts";

/** The query behind a number, as Cube's playground reads it, and a button that copies it. */
export function CopyQuery({ query }: { query: Query }) {
  const { t } = useInterface(whyTexts);
  const code = useRef<HTMLElement>(null);
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  const text = JSON.stringify(query, null, 2);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      // Without https, without leave or in a frame there is no clipboard: what is selected can still be copied by hand.
      if (code.current) getSelection()?.selectAllChildren(code.current);
      setOutcome("failed");
    }
  };
  return (
    <>
      <p className="ns-note">{t("why.playground")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="ns-why-code" tabIndex={0}>
        <code ref={code}>{text}</code>
      </pre>
      <div className="ns-why-copy">
        <button type="button" className="ns-button" onClick={() => void copy()}>
          {t("why.copy")}
        </button>
        <span role="status">
          {outcome === "copied" && t("why.copied")}
          {outcome === "failed" && t("why.copy_failed")}
        </span>
      </div>
    </>
  );
}
