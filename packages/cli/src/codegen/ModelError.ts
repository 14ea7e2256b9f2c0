/** One thing wrong in a model: where, what, and how to mend it. */
export interface ModelProblem {
  /** Path of the YAML file, relative to the model folder. */
  file: string;
  /** Line of that file, from 1, where it is known. */
  line?: number | undefined;
  /** Cube or view and member: `community.k_factor`; `-` where it is about the file. */
  member: string;
  message: string;
  fix: string;
}

/** A model that can't be read or says something wrong. The message lists every problem with its file, member and fix. */
export class ModelError extends Error {
  readonly code = "model_invalid";
  readonly problems: readonly ModelProblem[];

  constructor(problems: readonly ModelProblem[]) {
    const lines = problems.map((problem) => `  ${describeProblem(problem)}`);
    super(`The model has ${problems.length} problem${problems.length === 1 ? "" : "s"}:\n${lines.join("\n")}`);
    this.name = "ModelError";
    this.problems = problems;
  }
}

/** `cubes/community.yml:161: community.k_factor: …`, which terminals and editors turn into a link. */
export function describeProblem({ file, line, member, message, fix }: ModelProblem): string {
  const where = line === undefined ? file : `${file}:${line}`;
  return [where, ...(member === "-" ? [] : [member]), `${message} ${fix}`].join(": ");
}
