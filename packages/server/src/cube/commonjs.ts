import { createRequire } from "node:module";

/**
 * Cube is CommonJS whose named exports Node can't see from ES modules, and the stand-in must change the very object that Cube's own
 * `require` returns; so Cube is loaded through `require` too.
 */
export const requireCommonJs = createRequire(import.meta.url);
