import { createHmac, hash, timingSafeEqual } from "node:crypto";

/** Whether two texts are the same, byte for byte, in a time that doesn't tell where they differ; their lengths may show. */
export function sameText(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether a token is one of those accepted. Digests are compared, so that not even a token's length shows. */
export function isAccepted(token: string, accepted: readonly string[]): boolean {
  const given = hash("sha256", token, "buffer");
  let found = false;
  for (const one of accepted) found = timingSafeEqual(given, hash("sha256", one, "buffer")) || found;
  return found;
}

/**
 * Whether a text is the HMAC of these parts under one of the accepted keys. The texts are compared, not what they decode to: another
 * spelling of the same bytes is another signature.
 */
export function isHmac(
  given: string,
  {
    algorithm,
    encoding,
    keys,
  }: { algorithm: "sha1" | "sha256"; encoding: "hex" | "base64"; keys: readonly (string | Buffer)[] },
  ...parts: readonly (string | Uint8Array)[]
): boolean {
  let found = false;
  for (const key of keys) {
    const mac = createHmac(algorithm, key);
    for (const part of parts) mac.update(part);
    found = sameText(given, mac.digest(encoding)) || found;
  }
  return found;
}
