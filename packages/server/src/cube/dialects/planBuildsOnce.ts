/** What Cube knows of a rollup while it plans. */
interface Rollup {
  type: string;
  /** Set once the rollup has been cut into partitions. */
  partitionTimeDimensions?: readonly unknown[];
}

interface Planner {
  preAggregations: { originalSqlPreAggregationQuery(cube: string, rollup: Rollup): unknown };
  preAggregationQueryForSqlEvaluation(cube: string, rollup: Rollup, context?: object): unknown;
}

const planned = new WeakSet<object>();

/**
 * Changes how a dialect plans the query that builds a rollup.
 * - Once a question: Cube plans it anew for each thing that it wants to know of it, half of the time of a question to a rollup.
 * - A materialised cube (`original_sql`) that is cut into partitions has a refresh key for each, as rollups do: Cube would put the dates of
 *   the question at hand into it, none of which are the cube's own, so that every partition was built anew when one had changed.
 */
export function planBuildsOnce<Dialect extends { prototype: object }>(dialect: Dialect): Dialect {
  if (planned.has(dialect)) return dialect;
  planned.add(dialect);
  const planner = dialect.prototype as Planner;
  const original = planner.preAggregationQueryForSqlEvaluation;
  const builds = new WeakMap<Planner, WeakMap<Rollup, unknown>>();
  planner.preAggregationQueryForSqlEvaluation = function (cube, rollup, context = {}) {
    if (Object.keys(context).length > 0) return original.call(this, cube, rollup, context);
    const ofQuestion = builds.get(this) ?? new WeakMap<Rollup, unknown>();
    builds.set(this, ofQuestion);
    const known = ofQuestion.get(rollup);
    if (known !== undefined) return known;
    const isPartition = rollup.type === "originalSql" && rollup.partitionTimeDimensions !== undefined;
    const build = isPartition
      ? this.preAggregations.originalSqlPreAggregationQuery(cube, rollup)
      : original.call(this, cube, rollup, context);
    ofQuestion.set(rollup, build);
    return build;
  };
  return dialect;
}
