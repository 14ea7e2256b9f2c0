import { findModelProblems } from "@northstar/server/cube";
import { ModelError } from "./ModelError.ts";

/**
 * Compiles a model's files with Cube, as the server will, and writes the SQL of every member of its views.
 * @throws ModelError with what is wrong, each with its file, line and mend
 */
export async function requireCompiling(modelFolder: string): Promise<void> {
  const problems = await findModelProblems(modelFolder);
  if (problems.length > 0) throw new ModelError(problems);
}
