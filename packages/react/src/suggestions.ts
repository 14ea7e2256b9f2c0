"use client";
export { SuggestionComposer, type SuggestionComposerProps } from "./suggestions/SuggestionComposer.tsx";
export { SuggestionList, type SuggestionListProps } from "./suggestions/SuggestionList.tsx";
export { TileSuggestions } from "./suggestions/TileSuggestions.tsx";
