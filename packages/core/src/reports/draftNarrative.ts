import type { Locale } from "../kpi.ts";
import { type ExceptionReason, exceptionsOf } from "./exceptions.ts";
import type { PackKpi, PackSnapshot } from "./types.ts";

const SENTENCES: Record<Locale, Record<ExceptionReason | "fine", (id: string, hasTarget: boolean) => string>> = {
  es: {
    red: (id, hasTarget) =>
      `{${id}.title} está en rojo: {${id}}${hasTarget ? `, el {${id}.of_target} de su meta` : ""} ({${id}.change} frente al período anterior).`,
    amber: (id, hasTarget) =>
      `{${id}.title} está en ámbar: {${id}}${hasTarget ? `, el {${id}.of_target} de su meta` : ""} ({${id}.change} frente al período anterior).`,
    target: (id) => `{${id}.title} no llegó a su meta: {${id}.of_target} de {${id}.target}.`,
    worse: (id) => `{${id}.title} empeoró: {${id}} frente a {${id}.previous} ({${id}.change}).`,
    missing: (id) => `{${id}.title} no tiene dato en {period}; antes fue {${id}.previous}.`,
    fine: (id) =>
      `{${id}.title}: {${id}} ({${id}.change} frente al período anterior, {${id}.change_year} frente al año anterior).`,
  },
  en: {
    red: (id, hasTarget) =>
      `{${id}.title} is red: {${id}}${hasTarget ? `, {${id}.of_target} of its target` : ""} ({${id}.change} against the period before).`,
    amber: (id, hasTarget) =>
      `{${id}.title} is amber: {${id}}${hasTarget ? `, {${id}.of_target} of its target` : ""} ({${id}.change} against the period before).`,
    target: (id) => `{${id}.title} missed its target: {${id}.of_target} of {${id}.target}.`,
    worse: (id) => `{${id}.title} got worse: {${id}} against {${id}.previous} ({${id}.change}).`,
    missing: (id) => `{${id}.title} has no number in {period}; before it was {${id}.previous}.`,
    fine: (id) =>
      `{${id}.title}: {${id}} ({${id}.change} against the period before, {${id}.change_year} against the year before).`,
  },
};

/** Sentences of a first draft: more than these nobody reads. */
const MOST = 6;

/** A narrative to begin with: the first KPI of the pack, then what needs a word, the worst first. */
export function draftNarrative(pack: PackSnapshot, locale: Locale): string {
  const sentence = (reason: ExceptionReason | "fine", { kpi }: PackKpi) =>
    SENTENCES[locale][reason](kpi.id, kpi.target !== undefined);
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
