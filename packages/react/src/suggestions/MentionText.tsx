import { findMentions, type SuggestionPerson } from "@northstar/core";
import type { ReactNode } from "react";

/** A text as it was written, line by line, with the names of those mentioned set apart. Markup in it is text. */
export function MentionText({ text, mentions }: { text: string; mentions: readonly SuggestionPerson[] }) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { start, end } of findMentions(text, mentions)) {
    parts.push(
      text.slice(from, start),
      <b key={start} className="ns-sug-mention">
        {text.slice(start, end)}
      </b>,
    );
    from = end;
  }
  return (
    <p className="ns-sug-text">
      {parts}
      {text.slice(from)}
    </p>
  );
}
