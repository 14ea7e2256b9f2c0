import { requireCommonJs } from "../cube/commonjs.ts";

const { CompilerApi }: typeof import("@cubejs-backend/server-core") = requireCommonJs("@cubejs-backend/server-core");

type Compiled = ReturnType<(typeof CompilerApi)["prototype"]["compileSchema"]>;

/** What is changed of Cube's class; the factory is protected there. */
interface Patched {
  compileSchema(version: string, requestId?: string): Compiled;
  createQueryFactory(compilers: Awaited<Compiled>): Promise<unknown>;
  dispose(): void;
  repository: { dataSchemaFiles(): Promise<unknown> };
  queryFactory?: unknown;
}

let isShared = false;

/**
 * Lets all runtimes of a test process share what a version of the model compiles to: compiling takes seconds, and every file of tests has a
 * runtime of its own. What is compiled holds the model and plans of questions, no data and no reader.
 */
export function shareCompilers(): void {
  if (isShared) return;
  isShared = true;
  const prototype = CompilerApi.prototype as unknown as Patched;
  const original = prototype.compileSchema;
  const compiled = new Map<string, Compiled>();
  prototype.compileSchema = async function (this: Patched, version, requestId) {
    const files = await this.repository.dataSchemaFiles();
    const key = JSON.stringify([process.env.NORTHSTAR_TEST_WAREHOUSE, version, files]);
    let one = compiled.get(key);
    if (!one) {
      one = original.call(this, version, requestId);
      compiled.set(key, one);
      // What doesn't compile is compiled again when it is asked for again.
      one.catch(() => compiled.delete(key));
    }
    this.queryFactory = await this.createQueryFactory(await one);
    return one;
  };
  // Kept plans go on using what the runtime that made them had.
  prototype.dispose = () => {};
}
