import type { Locale } from "../kpi.ts";
import { type ExceptionReason, exceptionsOf } from "./exceptions.ts";
import type { PackKpi, PackSnapshot } from "./types.ts";

type Sentence = (id: string) => string;

/** `target` follows a KPI that has one: it is for the last whole period of its grain, which is named. */
const SENTENCES: Record<Locale, Record<ExceptionReason | "fine", Sentence> & { ofTarget: Sentence }> = {
  es: {
    red: (id) => `{${id}.title} está en rojo: {${id}} ({${id}.change} frente al período anterior)`,
    amber: (id) => `{${id}.title} está en ámbar: {${id}} ({${id}.change} frente al período anterior)`,
    target: (id) => `{${id}.title} no llegó a su meta: {${id}} ({${id}.change} frente al período anterior)`,
    worse: (id) => `{${id}.title} empeoró: {${id}} frente a {${id}.previous} ({${id}.change})`,
    missing: (id) => `{${id}.title} no tiene dato en {period}; antes fue {${id}.previous}`,
    fine: (id) =>
      `{${id}.title}: {${id}} ({${id}.change} frente al período anterior, {${id}.change_year} frente al año anterior)`,
    ofTarget: (id) => `; {${id}.of_target} de la meta de {${id}.target_period}`,
  },
  en: {
    red: (id) => `{${id}.title} is red: {${id}} ({${id}.change} against the period before)`,
    amber: (id) => `{${id}.title} is amber: {${id}} ({${id}.change} against the period before)`,
    target: (id) => `{${id}.title} missed its target: {${id}} ({${id}.change} against the period before)`,
    worse: (id) => `{${id}.title} got worse: {${id}} against {${id}.previous} ({${id}.change})`,
    missing: (id) => `{${id}.title} has no number in {period}; before it was {${id}.previous}`,
    fine: (id) =>
      `{${id}.title}: {${id}} ({${id}.change} against the period before, {${id}.change_year} against the year before)`,
    ofTarget: (id) => `; {${id}.of_target} of the target of {${id}.target_period}`,
  },
};

/** Sentences of a first draft: more than these nobody reads. */
const MOST = 6;

/** A narrative to begin with: the first KPI of the pack, then what needs a word, the worst first. */
export function draftNarrative(pack: PackSnapshot, locale: Locale): string {
  const sentences = SENTENCES[locale];
  const sentence = (reason: ExceptionReason | "fine", { kpi, complete }: PackKpi) =>
    `${sentences[reason](kpi.id)}${kpi.target === undefined || complete === null ? "" : sentences.ofTarget(kpi.id)}.`;
  const exceptions = exceptionsOf(pack.kpis);
  const [first] = pack.kpis;
  const isNamed = exceptions.some(({ entry }) => entry === first);
  return [
    ...(first && !isNamed ? [sentence("fine", first)] : []),
    ...exceptions.map(({ reason, entry }) => sentence(reason, entry)),
  ]
    .slice(0, MOST)
    .join("\n");
}
