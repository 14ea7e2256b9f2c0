import { type ExperimentProblem, MAX_SUGGESTION_TEXT, MAX_VARIANTS, type TextProblem } from "@northstar/core";

/** What is wrong with a text. Answers are in English; a form has the same checks in its reader's language. */
export const TEXT_WORDS: Readonly<Record<TextProblem, string>> = {
  empty: "The text is empty. Write what you suggest.",
  too_long: `The text has more than ${MAX_SUGGESTION_TEXT} characters. Shorten it, or divide it.`,
  control: "The text has control characters, or such as turn the direction of writing. Take them out.",
};

/** What is wrong with an experiment. */
export const EXPERIMENT_WORDS: Readonly<Record<ExperimentProblem, string>> = {
  not_measurable: "This KPI can't be compared: it is neither a count nor a share whose parts the model names.",
  dimension_unknown: "The KPI can't be broken down by this dimension.",
  too_few_variants: "An experiment needs two variants at least.",
  too_many_variants: `An experiment compares ${MAX_VARIANTS} variants at most.`,
  same_variants: "A variant is there twice.",
  dates_wrong: "The end is before the start.",
};
