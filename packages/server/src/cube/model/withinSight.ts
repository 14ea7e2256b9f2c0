/** A cube or view as Cube's meta has it: what is added to members by reference. */
interface Described {
  measures?: readonly Drilled[];
  dimensions?: readonly Named[];
  hierarchies?: readonly { name: string; levels: readonly string[]; public?: boolean }[];
}

interface Named {
  name: string;
  isVisible?: boolean;
}

interface Drilled extends Named {
  drillMembers?: readonly string[];
  drillMembersGrouped?: { measures?: readonly string[]; dimensions?: readonly string[] };
}

/**
 * A view as its reader may explore it: drills name what they see, and a hierarchy is public when they see all its levels. Cube itself
 * leaves drills as they are, and `includes: "*"` of a policy names no hierarchy, so that none would be public (1.7.43).
 * @param patched the view with `isVisible` as the reader's policies decide
 * @param original the view as the model says it
 */
export function withinSight<T extends Described>(patched: T, original: Described): T {
  const seen = new Set(
    [...(patched.measures ?? []), ...(patched.dimensions ?? [])].flatMap(({ name, isVisible }) =>
      isVisible ? [name] : [],
    ),
  );
  const only = (names: readonly string[] = []) => names.filter((name) => seen.has(name));
  const isPublic = new Map(original.hierarchies?.map(({ name, public: shown }) => [name, shown !== false]));
  return {
    ...patched,
    measures: patched.measures?.map((measure) => ({
      ...measure,
      drillMembers: only(measure.drillMembers),
      drillMembersGrouped: {
        measures: only(measure.drillMembersGrouped?.measures),
        dimensions: only(measure.drillMembersGrouped?.dimensions),
      },
    })),
    hierarchies: patched.hierarchies?.map((hierarchy) => ({
      ...hierarchy,
      public: isPublic.get(hierarchy.name) === true && hierarchy.levels.every((level) => seen.has(level)),
    })),
  };
}
