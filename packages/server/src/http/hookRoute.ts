import type { Context } from "hono";
import { ServerError } from "../errors.ts";
import type { AppEnv } from "./authenticate.ts";
import { addressOf, isParsed } from "./nodeShortcuts.ts";

/**
 * Takes a delivery to the hook `name`, or answers the question whether the address is ours. It says everything itself: what is refused is an
 * answer, no error.
 */
export type ReceiveHook = (
  request: Request,
  name: string,
  caller: {
    /** Other end of the connection; null when it isn't known. */
    address: string | null;
    /** No more bytes come than `Content-Length` says. */
    isLengthTrue: boolean;
  },
) => Promise<Response>;

/** `/northstar/v1/hooks/:name`: proven by the sender's own signature, so without a token; and for no browser, so without CORS. */
export function hookRoute(receive: ReceiveHook | undefined): (context: Context<AppEnv>) => Promise<Response> {
  return async (context) => {
    if (!receive) throw new ServerError("not_found", "This server takes no deliveries.");
    const request = context.req.raw;
    const caller = { address: addressOf(request), isLengthTrue: isParsed(request) };
    return receive(request, context.req.param("name") ?? "", caller);
  };
}
