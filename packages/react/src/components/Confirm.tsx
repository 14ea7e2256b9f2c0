import { useId, useRef } from "react";
import { useBrowserLayoutEffect } from "./useBrowserLayoutEffect.ts";

/** A question before what can't be undone, or stops data: stands where it was asked, begins on the way out, and gives the focus back. */
export function Confirm({ question, yes, no, tone = "bad", onYes, onNo }: ConfirmProps) {
  const questionId = useId();
  const way = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  useBrowserLayoutEffect(() => {
    const root = way.current?.getRootNode() as Document | ShadowRoot | undefined;
    opener.current = (root?.activeElement as HTMLElement | null) ?? null;
    way.current?.focus();
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
      className="ns-confirm"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        // The question's own, not the dialog's around it.
        event.preventDefault();
        leave();
      }}
    >
      <p id={questionId}>{question}</p>
      <div className="ns-confirm-buttons">
        <button ref={way} type="button" className="ns-button" onClick={leave}>
          {no}
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
  /** The way out, in a word. */
  no: string;
  /** `bad` for what can't be undone. @default "bad" */
  tone?: "bad" | "plain";
  onYes(): void;
  onNo(): void;
}
