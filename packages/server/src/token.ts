/** `@northstar/server/token`: what a host's back end needs to mint tokens, with neither Cube nor DuckDB behind it. */
export { ServerError, type ServerErrorCode } from "./errors.ts";
export { SAMPLE_SECRET, type TokenSettings } from "./token/settings.ts";
export { signToken, type TokenGrant } from "./token/signToken.ts";
export { type VerifiedToken, verifyToken } from "./token/verifyToken.ts";
