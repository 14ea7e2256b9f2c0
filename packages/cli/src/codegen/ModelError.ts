/** One thing wrong in a model: where, what, and how to mend it. */
export interface ModelProblem {
  /** Path of the YAML file, relative to the model folder. */
  file: string;
  /** Cube or view and member: `community.k_factor`. */
  member: string;
  message: string;
  fix: string;
}

/** A model that can't be read or says something wrong. The message lists every problem with its file, member and fix. */
export class ModelError extends Error {
  readonly code = "model_invalid";
  readonly problems: readonly ModelProblem[];

  constructor(problems: readonly ModelProblem[]) {
    const lines = problems.map(({ file, member, message, fix }) => `  ${file}: ${member}: ${message} ${fix}`);
    super(`The model has ${problems.length} problem${problems.length === 1 ? "" : "s"}:\n${lines.join("\n")}`);
    this.name = "ModelError";
    this.problems = problems;
  }
}
