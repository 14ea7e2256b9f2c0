import { configureEnvironment } from "../environment.ts";
import { CubeRuntimeError } from "../errors.ts";
import { assertModelExists, ModelRepository } from "../ModelRepository.ts";
import { ensureNative } from "../nativeStandin.ts";
import type { ModelProblem } from "./ModelProblem.ts";

/**
 * Compiles a model with Cube and writes the SQL of every member of its views, without a warehouse or a server.
 * @returns what is wrong with it, in no order; empty when it is in order
 * @throws CubeRuntimeError `model_invalid` when there is no model
 */
export async function findModelProblems(modelPath: string): Promise<readonly ModelProblem[]> {
  assertModelExists(modelPath);
  configureEnvironment();
  ensureNative();
  // Only now: it loads Cube, which reads the environment as it loads.
  const { ModelCompiler } = await import("./ModelCompiler.ts");
  // A dialect that Cube brings along: the model's SQL is the same for every warehouse.
  const compiler = new ModelCompiler(new ModelRepository(modelPath), async () => "postgres", { standalone: false });
  try {
    await compiler.getCompilers();
    return [];
  } catch (error) {
    if (error instanceof CubeRuntimeError) return error.problems;
    throw error;
  } finally {
    compiler.dispose();
  }
}
