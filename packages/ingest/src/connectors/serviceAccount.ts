import { importPKCS8, SignJWT } from "jose";
import { objectOf, textOf } from "../sources/values.ts";
import { ConnectorError } from "./connectorError.ts";
import { readJson, unexpected } from "./readJson.ts";

/** A Google service account, of its key file. */
export interface ServiceAccount {
  clientEmail: string;
  privateKey: string;
  tokenUrl: string;
}

/** @throws ConnectorError `setting_missing` for a text that isn't a service account's key */
export function serviceAccountOf(key: string): ServiceAccount {
  let fields: ReturnType<typeof objectOf> = {};
  try {
    fields = objectOf(JSON.parse(key));
  } catch {
    // The message of the parser quotes the key.
  }
  const clientEmail = textOf(fields.client_email);
  const privateKey = textOf(fields.private_key);
  if (clientEmail === null || privateKey === null) {
    throw new ConnectorError(
      "setting_missing",
      "NORTHSTAR_GA4_KEY has to be the whole JSON of a service account's key.",
    );
  }
  return { clientEmail, privateKey, tokenUrl: textOf(fields.token_uri) ?? "https://oauth2.googleapis.com/token" };
}

/** A claim that is further off than this isn't taken; nearer ones aren't refused for their time. */
const SKEW_MS = 60_000;

/**
 * A token for a service account (https://developers.google.com/identity/protocols/oauth2/service-account#httprest): a signed claim is
 * exchanged for it. One that is refused while our clock is off is made again by Google's.
 * @param now milliseconds since the epoch
 */
export async function serviceAccountToken(
  account: ServiceAccount,
  scope: string,
  { now, fetch }: { now(): number; fetch(request: Request): Promise<Response> },
): Promise<string> {
  const exchange = async (at: number) => fetch(await exchangeRequest(account, scope, at));
  const answer = await exchange(now()).catch((error: unknown) => {
    const at = error instanceof ConnectorError ? error.theirNow : null;
    if (at === null || Math.abs(at - now()) < SKEW_MS) throw error;
    return exchange(at);
  });
  const token = textOf((await readJson(answer, "Google")).access_token);
  if (token === null) throw unexpected("Google", "has no token");
  return token;
}

async function exchangeRequest(
  { clientEmail, privateKey, tokenUrl }: ServiceAccount,
  scope: string,
  now: number,
): Promise<Request> {
  const issuedAt = Math.floor(now / 1000);
  let assertion: string;
  try {
    assertion = await new SignJWT({ scope })
      .setProtectedHeader({ alg: "RS256", typ: "JWT" })
      .setIssuer(clientEmail)
      .setAudience(tokenUrl)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + 3600)
      .sign(await importPKCS8(privateKey, "RS256"));
  } catch {
    throw new ConnectorError("setting_missing", "The private key in NORTHSTAR_GA4_KEY can't be used to sign.");
  }
  return new Request(tokenUrl, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion }),
  });
}
