import { MAX_SUGGESTION_TEXT } from "./types.ts";

/** Characters as a reader counts them, so that a counter and a server agree. */
export function textLength(text: string): number {
  return [...text].length;
}

// Marks that turn the direction of what follows: with them a text can look like another.
const CONTROLS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const BREAKS = /[\n\r\t]/g;

export type TextProblem = "empty" | "too_long" | "control";

/** What is wrong with a text that somebody wrote; null when nothing is. Markup is text like any other. */
export function textProblem(text: string): TextProblem | null {
  if (text.trim() === "") return "empty";
  if (textLength(text) > MAX_SUGGESTION_TEXT) return "too_long";
  return CONTROLS.test(text.replace(BREAKS, "")) ? "control" : null;
}
