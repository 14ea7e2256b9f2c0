import { useId, useRef } from "react";
import { useInterface } from "../components/interface.ts";
import { useBrowserLayoutEffect } from "../components/useBrowserLayoutEffect.ts";
import { TEXTS } from "./texts.ts";

/** A question before what can't be undone, or stops data: stands where it was asked, begins on the way out, and gives the focus back. */
export function Confirm({ question, yes, tone = "bad", onYes, onNo }: ConfirmProps) {
  const { t } = useInterface(TEXTS);
  const questionId = useId();
  const no = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  useBrowserLayoutEffect(() => {
    const root = no.current?.getRootNode() as Document | ShadowRoot | undefined;
    opener.current = (root?.activeElement as HTMLElement | null) ?? null;
    no.current?.focus();
  }, []);
  const leave = () => {
    opener.current?.focus();
    onNo();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's
    <div
      role="group"
      aria-labelledby={questionId}
      className="ns-int-confirm"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        // The question's own, not the dialog's around it.
        event.preventDefault();
        leave();
      }}
    >
      <p id={questionId}>{question}</p>
      <div className="ns-int-buttons">
        <button ref={no} type="button" className="ns-button" onClick={leave}>
          {t("integrations.cancel")}
        </button>
        <button
          type="button"
          className="ns-button"
          data-variant={tone === "bad" ? "danger" : "primary"}
          onClick={onYes}
        >
          {yes}
        </button>
      </div>
    </div>
  );
}

interface ConfirmProps {
  question: string;
  /** What the button does, as a verb. */
  yes: string;
  /** `bad` for what can't be undone. @default "bad" */
  tone?: "bad" | "plain";
  onYes(): void;
  onNo(): void;
}
