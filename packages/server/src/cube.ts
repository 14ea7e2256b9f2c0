/** `@northstar/server/cube`: a model and a warehouse without a server, for tools. Importing it loads Cube. */
export { findModelProblems } from "./cube/model/findModelProblems.ts";
export { createCubeRuntime } from "./cube/runtime.ts";
export type { CubeRuntime, CubeRuntimeOptions } from "./cube/types.ts";
