/** One thing wrong in a model: where, what, and how to mend it. */
export interface ModelProblem {
  /** Path of the file, relative to the model's folder; `-` where none is known. */
  file: string;
  /** Line of that file, from 1, where it is known. */
  line?: number | undefined;
  /** Cube or view and member: `community.k_factor`; `-` where it is about the file. */
  member: string;
  message: string;
  fix: string;
}

/** `cubes/community.yml:161: community.k_factor: …`, which terminals and editors turn into a link. */
export function describeModelProblem({ file, line, member, message, fix }: ModelProblem): string {
  const where = line === undefined ? file : `${file}:${line}`;
  return [...[where, member].filter((part) => part !== "-"), `${message} ${fix}`].join(": ");
}
