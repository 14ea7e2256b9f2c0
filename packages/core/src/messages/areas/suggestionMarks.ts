import type { Texts } from "../texts.ts";

const es = {
  "suggestions.kind_suggestion": "Sugerencia",
  "suggestions.kind_comment": "Comentario",
  "suggestions.kind_experiment": "Experimento",
  "suggestions.mark": "{kind} de {who}: {text}",
} as const;

export type SuggestionMarksKey = keyof typeof es;

const en: Record<SuggestionMarksKey, string> = {
  "suggestions.kind_suggestion": "Suggestion",
  "suggestions.kind_comment": "Comment",
  "suggestions.kind_experiment": "Experiment",
  "suggestions.mark": "{kind} by {who}: {text}",
};

/** Marks of suggestions on charts: apart from their pages, since many more see them. */
export const suggestionMarksTexts: Texts<SuggestionMarksKey> = { es, en };
