/** Longer than any address. */
const MAX_LENGTH = 64;

/**
 * Whose request it is. Each trusted proxy adds the address it was called from at the end of `X-Forwarded-For`: what stands further ahead was
 * written by whoever called, and isn't believed.
 * @param trustedProxies how many add to the header; 0 doesn't look at it
 */
export function senderAddress(
  headers: Pick<Headers, "get">,
  connection: string | null,
  trustedProxies: number,
): string | null {
  if (trustedProxies <= 0) return connection;
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return hops.at(-trustedProxies)?.slice(0, MAX_LENGTH) || connection;
}
