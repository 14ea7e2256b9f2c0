import { createMiddleware } from "hono/factory";
import type { RequestIdVariables } from "hono/request-id";
import { ServerError } from "../errors.ts";
import type { VerifiedToken } from "../token/verifyToken.ts";

/** What a handler finds on Hono's context. */
export interface AppEnv {
  Variables: RequestIdVariables & { verified: VerifiedToken };
}

/** Lets a request through that carries a good bearer token, and puts what it says on the context. */
export function authenticate(verify: (token: string) => Promise<VerifiedToken>) {
  return createMiddleware<AppEnv>(async (context, next) => {
    context.set("verified", await verify(bearerToken(context.req.header("authorization"))));
    await next();
  });
}

/** @throws ServerError `token_missing` or, for another scheme, `token_malformed` */
function bearerToken(header: string | undefined): string {
  if (header === undefined || header.trim() === "") {
    throw new ServerError("token_missing", "The request carries no token. Send `Authorization: Bearer <token>`.");
  }
  const [scheme, token, ...rest] = header.trim().split(/\s+/);
  if (scheme?.toLowerCase() !== "bearer" || token === undefined || rest.length > 0) {
    throw new ServerError("token_malformed", "The authorization is not of the form `Bearer <token>`.");
  }
  return token;
}
