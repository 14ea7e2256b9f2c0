import { CubeRuntimeError } from "../errors.ts";

/** The error that a promise is expected to fail with. */
export async function failure(promise: Promise<unknown>): Promise<CubeRuntimeError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CubeRuntimeError)) throw new Error(`expected a CubeRuntimeError, got ${String(error)}`);
  return error;
}
