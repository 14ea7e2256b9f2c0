import { createHmac } from "node:crypto";
import type { LinkState } from "@northstar/core/links";
import { EncryptJWT, errors, jwtDecrypt } from "jose";
import { z } from "zod";
import { ServerError } from "../errors.ts";
import { parseLinkState } from "./parseLinkState.ts";

const AUDIENCE = "northstar-link";
const DAYS = 366;
const DAY_SECONDS = 86_400;
/** Longer addresses are cut by some mail programs and refused by some servers. */
const MAX_LENGTH = 6000;

const payload = z.object({
  iat: z.number(),
  tenant: z.string(),
  state: z.unknown(),
  versions: z.record(z.string(), z.number()),
});

/** What a link holds besides the state: whose it is and what KPIs meant. It grants nothing and names nobody. */
export interface LinkContent {
  tenant: string;
  state: LinkState;
  /** Of `linkVersions`. */
  versions: Readonly<Record<string, number>>;
}

export interface LinkTokens {
  /** @throws ServerError `link_too_long` */
  sign(content: LinkContent): Promise<{ link: string; expiresAt: Date }>;
  /** @throws ServerError `link_invalid` for what isn't ours, was changed or is of another tenant, `link_expired` after 366 days */
  verify(link: string, tenant: string): Promise<LinkContent & { madeAt: Date }>;
}

/**
 * Signs and seals links (encrypted JWT, `dir` with A256GCM: what is changed can't be opened). Sealed, since a link holds names of what its
 * maker sees, and goes to people who may not. The key is derived from the secret for this alone: no link is a reader's token and no token is a link.
 */
export function createLinkTokens(secret: string | Uint8Array, now: () => Date): LinkTokens {
  const key = createHmac("sha256", secret).update("northstar links 1").digest();
  return {
    async sign({ tenant, state, versions }) {
      const seconds = Math.floor(now().getTime() / 1000);
      const end = seconds + DAYS * DAY_SECONDS;
      const link = await new EncryptJWT({ tenant, state, versions })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setAudience(AUDIENCE)
        .setIssuedAt(seconds)
        .setExpirationTime(end)
        .encrypt(key);
      if (link.length > MAX_LENGTH) {
        throw new ServerError(
          "link_too_long",
          "So many filters don't fit into a link. Choose fewer values, or keep them as a chart or a review.",
        );
      }
      return { link, expiresAt: new Date(end * 1000) };
    },
    async verify(link, tenant) {
      const content = payload.safeParse(await readSealed(link, key, now()));
      // That it is somebody else's is for nobody to know.
      if (!content.success || content.data.tenant !== tenant) throw invalid();
      const { iat, versions, state } = content.data;
      return { tenant, versions, state: parseLinkState(state), madeAt: new Date(iat * 1000) };
    },
  };
}

async function readSealed(link: string, key: Uint8Array, now: Date): Promise<unknown> {
  if (link.length > MAX_LENGTH) throw invalid();
  try {
    const { payload: sealed } = await jwtDecrypt(link, key, {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
      audience: AUDIENCE,
      currentDate: now,
      requiredClaims: ["exp", "iat"],
    });
    return sealed;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new ServerError("link_expired", `The link is older than ${DAYS} days. Ask for another.`);
    }
    throw invalid();
  }
}

function invalid(): ServerError {
  return new ServerError(
    "link_invalid",
    "The link is cut off, was changed, or was signed elsewhere. Ask for it again, and copy all of it.",
  );
}
