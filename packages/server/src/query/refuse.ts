import type { ServerErrorCode } from "../errors.ts";

/** Throws a `ServerError` about the place `where` (relative to the query). */
export type Refuse = (code: ServerErrorCode, where: string, why: string) => never;
