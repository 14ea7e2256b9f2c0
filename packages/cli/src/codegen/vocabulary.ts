import { ROLES, ROW_FILTERS, SOURCES } from "@northstar/core";
import { z } from "zod";
import type { ModelProblem } from "./ModelError.ts";
import type { Model, ModelView } from "./readModel.ts";

/** The names that a model's records may use: closed lists, so that a misspelt one is found. */
export interface Vocabulary {
  /** Where data come from: `meta.kpi.sources`. */
  sources: readonly string[];
  /** Groups of `access_policy`: `meta.kpi.roles`. */
  roles: readonly string[];
  /** Dimensions that a token may cut rows by: `meta.row_filters`. */
  rowFilters: readonly string[];
}

const names = z.array(z.string().regex(/^[a-z][a-z0-9_]*$/, "is lower case letters, digits and _")).min(1, "is empty");

const vocabularySchema = z.strictObject({
  sources: names.optional(),
  roles: names.optional(),
  row_filters: names.optional(),
});

/**
 * Northstar's own names, but for the lists that a view of the model declares in `meta.vocabulary`:
 * those stand in their place, for the whole model, and several views' lists add up.
 *
 * @param problems gets what is wrong in a declaration
 */
export function readVocabulary({ views }: Pick<Model, "views">, problems: ModelProblem[]): Vocabulary {
  const declared = views.flatMap((view) => declaredBy(view, problems));
  const list = (key: keyof z.infer<typeof vocabularySchema>, builtIn: readonly string[]) => {
    const own = declared.flatMap((each) => each[key] ?? []);
    return own.length > 0 ? [...new Set(own)] : builtIn;
  };
  return {
    sources: list("sources", SOURCES),
    roles: list("roles", ROLES),
    rowFilters: list("row_filters", ROW_FILTERS),
  };
}

function declaredBy(view: ModelView, problems: ModelProblem[]): z.infer<typeof vocabularySchema>[] {
  if (view.meta.vocabulary === undefined) return [];
  const parsed = vocabularySchema.safeParse(view.meta.vocabulary);
  if (parsed.success) return [parsed.data];
  for (const { path, message } of parsed.error.issues) {
    problems.push({
      file: view.file,
      member: view.name,
      message: `${["meta.vocabulary", ...path].join(".")} ${message}.`,
      fix: "It holds lists of names: sources, roles, row_filters.",
    });
  }
  return [];
}
