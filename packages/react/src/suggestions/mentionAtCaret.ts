/** A mention that is being typed: where its `@` stands, and what comes after it. */
export interface TypedMention {
  at: number;
  typed: string;
}

const TYPED = /(?:^|[^\p{L}\p{N}_])@([\p{L}\p{N}_.-]*(?: [\p{L}\p{N}_.-]*)?)$/u;

/** The mention that the caret stands behind, with at most one space in it; null where there is none. */
export function mentionAtCaret(text: string, caret: number): TypedMention | null {
  const typed = TYPED.exec(text.slice(0, caret))?.[1];
  return typed === undefined ? null : { at: caret - typed.length - 1, typed };
}

/** The text with a name in the place of what was typed of it, and where the caret goes then. */
export function withMention(text: string, { at, typed }: TypedMention, name: string): { text: string; caret: number } {
  const before = `${text.slice(0, at)}@${name} `;
  const after = text.slice(at + 1 + typed.length).replace(/^ /, "");
  return { text: before + after, caret: before.length };
}
