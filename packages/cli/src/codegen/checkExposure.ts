import { z } from "zod";
import type { ModelProblem } from "./ModelError.ts";
import type { Model, ModelView } from "./readModel.ts";

const names = z.union([z.literal("*"), z.array(z.string())]);
const level = z.looseObject({ includes: names.optional(), excludes: names.optional() });
const policySchema = z.array(z.looseObject({ member_level: level.optional(), member_masking: level.optional() }));

/**
 * What Cube lets a reader ask, held against what the policies mean to allow: cubes are asked through views only, a view is asked
 * under a policy, what a view shows is somebody's to see, and a KPI is in a view.
 */
export function checkExposure(model: Model, problems: ModelProblem[]): void {
  const shown = new Set(model.views.flatMap(({ members }) => members.map(({ definedAs }) => definedAs)));
  for (const cube of model.cubes) {
    const { name, file, line, definition } = cube;
    if (definition.public !== false && definition.shown !== false) {
      problems.push({
        ...{ file, line, member: name },
        message: "is a public cube: whoever has a token could ask it past the policies of the views.",
        fix: "Add `public: false` and show its members in a view.",
      });
    }
    for (const measure of cube.measures) {
      if (measure.meta?.kpi === undefined || shown.has(`${name}.${measure.name}`)) continue;
      problems.push({
        ...{ file, line: cube.lineOf("measures", measure.name), member: `${name}.${measure.name}` },
        message: "is a KPI that no view shows, so no access_policy covers it and nobody can see it.",
        fix: "Include it in a view, or remove meta.kpi.",
      });
    }
  }
  for (const view of model.views) checkPolicies(view, problems);
}

function checkPolicies(view: ModelView, problems: ModelProblem[]): void {
  const { file, line, name } = view;
  if (view.groups.length === 0) {
    problems.push({
      ...{ file, line, member: name },
      message: "has no access_policy, so everybody would see it.",
      fix: "Say which groups may.",
    });
    return;
  }
  const policies = policySchema.safeParse(view.definition.access_policy);
  if (!policies.success) {
    problems.push({
      ...{ file, line, member: name },
      message: "has an access_policy whose member_level can't be read.",
      fix: 'Write `includes: "*"` or a list of members.',
    });
    return;
  }
  // Who may see a mask of a member sees the member.
  const allowed = new Set(
    policies.data.flatMap(({ member_level: seen = { includes: "*" as const }, member_masking: masked }) => [
      ...membersAt(seen, view),
      ...(masked ? membersAt(masked, view) : []),
    ]),
  );
  for (const member of view.members) {
    if (allowed.has(member.name)) continue;
    problems.push({
      ...{ file, line, member: `${name}.${member.name}` },
      message: "is public in the view, and no group of its access_policy may see it.",
      fix: "Add it to the member_level of a group, or leave it out of the view.",
    });
  }
}

function membersAt({ includes = "*", excludes = [] }: z.infer<typeof level>, { members }: ModelView): string[] {
  const included = includes === "*" ? members.map(({ name }) => name) : includes;
  return excludes === "*" ? [] : included.filter((name) => !excludes.includes(name));
}
