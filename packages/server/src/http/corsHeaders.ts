/** What browsers of other origins may send, and may read of an answer. */
export const CORS = {
  allowMethods: ["GET", "POST"],
  allowHeaders: ["authorization", "content-type", "x-request-id"],
  exposeHeaders: ["x-request-id"],
  maxAgeSeconds: 600,
};

/**
 * The CORS headers for a request of `origin` outside Hono; those of a preflight when `preflight` is true.
 * @returns only `vary` when the origin isn't an allowed one
 */
export function corsHeaders(
  origin: string | undefined,
  allowedOrigins: readonly string[],
  preflight: boolean,
): Record<string, string> {
  const any = allowedOrigins.includes("*");
  if (origin === undefined || !(any || allowedOrigins.includes(origin))) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": any ? "*" : origin,
    ...(preflight
      ? {
          "access-control-allow-methods": CORS.allowMethods.join(","),
          "access-control-allow-headers": CORS.allowHeaders.join(","),
          "access-control-max-age": String(CORS.maxAgeSeconds),
        }
      : { "access-control-expose-headers": CORS.exposeHeaders.join(",") }),
  };
}
