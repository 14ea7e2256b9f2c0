import {
  type AlertCondition,
  type AlertRule,
  type AlertRuleInput,
  type AlertWatch,
  type Catalog,
  type LocalizedText,
  ruleProblems,
  type SimpleCondition,
} from "@northstar/core";
import { areWhole } from "./labels.ts";

/** A rule without what the server adds to it. */
export function inputOf(rule: AlertRule): AlertRuleInput {
  const { version: _version, origin: _origin, updatedAt: _at, updatedBy: _by, ...input } = rule;
  return input;
}

/** Nothing chosen yet. The KPI comes first, and most of the rest from it. */
export const BLANK_RULE: AlertRuleInput = {
  id: "",
  title: { es: "", en: "" },
  owner: "",
  condition: { kind: "threshold", direction: "below" },
};

/** A copy under a name and an id of its own. */
export function copyOf(rule: AlertRuleInput, taken: ReadonlySet<string>, title: LocalizedText): AlertRuleInput {
  return { ...rule, title, id: freeId(`${rule.id}-2`, taken) };
}

const LONGEST_ID = 64;
/** Room for a number behind it. */
const LONGEST_STEM = LONGEST_ID - 4;

/** An id from a title, as ids are: `Registros a la baja` is `registros-a-la-baja`; with a number where that is taken. */
export function idFrom(title: string, taken: ReadonlySet<string>): string {
  const stem = title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, LONGEST_STEM);
  return freeId(stem || "rule", taken);
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  const stem = wanted.slice(0, LONGEST_STEM);
  if (!taken.has(stem)) return stem;
  for (let number = 2; ; number++) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

/** A condition of another kind: what both have is kept. */
export function conditionOf(kind: SimpleCondition["kind"], before: AlertCondition): SimpleCondition {
  const side =
    "direction" in before && before.direction !== "both" ? before.direction : kind === "anomaly" ? "below" : "above";
  switch (kind) {
    case "threshold":
      return { kind, direction: side };
    case "change":
      return { kind, direction: side, against: "previous_period", as: "relative" };
    case "target":
      return { kind, direction: "below", amber: { enter: 0.95 }, red: { enter: 0.9 } };
    case "anomaly":
      return { kind, direction: "both", season: "none", amber: { enter: 3, exit: 2 }, red: { enter: 5, exit: 3 } };
    case "missing":
      return { kind, amber: { enter: 1 }, red: { enter: 3 } };
    case "freshness":
      return { kind, amber: { enter: 2, exit: 1 }, red: { enter: 6, exit: 2 } };
  }
}

/** What is wrong with a part of a draft. `path` as in `ruleProblems`. */
export interface DraftProblem {
  path: string;
  message: LocalizedText;
}

/** Words for what only a form can get wrong. */
export interface FormWords {
  noNumber: LocalizedText;
  labelsBad: LocalizedText;
  noteHalf: LocalizedText;
  idTaken: LocalizedText;
  ownerEmpty: LocalizedText;
  filterEmpty: LocalizedText;
}

/** All that keeps a draft from being saved: what was typed and is no number, then what the rule's own checks say. */
export function draftProblems(
  draft: AlertRuleInput,
  catalog: Pick<Catalog, "kpis">,
  taken: ReadonlySet<string>,
  words: FormWords,
): DraftProblem[] {
  const problems: DraftProblem[] = notNumbers(draft).map((path) => ({ path, message: words.noNumber }));
  if (taken.has(draft.id)) problems.push({ path: "id", message: words.idTaken });
  const { note, labels = {}, owner } = draft;
  if (note && (note.es.trim() === "") !== (note.en.trim() === "")) {
    problems.push({ path: note.es.trim() === "" ? "note.es" : "note.en", message: words.noteHalf });
  }
  if (owner.trim() === "") problems.push({ path: "owner", message: words.ownerEmpty });
  if (!areWhole(labels)) problems.push({ path: "labels", message: words.labelsBad });
  for (const [path, watch] of watchesOf(draft)) {
    for (const [name, values] of Object.entries(watch.filters ?? {})) {
      if (values.every((value) => value.trim() === "")) {
        problems.push({ path: `${path}filters.${name}`, message: words.filterEmpty });
      }
    }
  }
  const known = new Set(problems.map(({ path }) => path));
  return [...problems, ...ruleProblems(draft, catalog).filter(({ path }) => !known.has(path))];
}

/** Paths of what was typed and couldn't be read. */
function notNumbers(value: unknown, path = ""): string[] {
  if (typeof value === "number") return Number.isNaN(value) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => notNumbers(inner, path === "" ? key : `${path}.${key}`));
}

/** What a rule looks at, and what of it, each with where in the rule that stands. */
function watchesOf({ watch, condition }: AlertRuleInput): [path: string, watch: AlertWatch][] {
  if (condition.kind === "composite") return condition.of.map((part, index) => [`condition.of.${index}.`, part]);
  return watch ? [["watch.", watch]] : [];
}

/** As it is sent: without a note of no words, and without what was left between two commas. */
export function trimmed({ note, watch, condition, ...rest }: AlertRuleInput): AlertRuleInput {
  return {
    ...rest,
    ...(note && note.es.trim() !== "" && { note }),
    ...(watch && { watch: withoutBlanks(watch) }),
    condition: condition.kind === "composite" ? { ...condition, of: condition.of.map(withoutBlanks) } : condition,
  };
}

function withoutBlanks<W extends AlertWatch>(watch: W): W {
  if (!watch.filters) return watch;
  const filters = Object.entries(watch.filters).map(([name, values]) => [
    name,
    values.map((value) => value.trim()).filter((value) => value !== ""),
  ]);
  return { ...watch, filters: Object.fromEntries(filters) };
}
