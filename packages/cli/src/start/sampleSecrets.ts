import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataDirError } from "../dataDir.ts";
import type { Installation } from "../installation.ts";

/** What the senders of the sample community sign with, by the names under which hooks know it. */
export interface SampleSecrets {
  NORTHSTAR_WHATSAPP_APP_SECRET: string;
  NORTHSTAR_WHATSAPP_VERIFY_TOKEN: string;
  NORTHSTAR_SENDGRID_PUBLIC_KEY: string;
  NORTHSTAR_HUBSPOT_CLIENT_SECRET: string;
  NORTHSTAR_HOOK_SECRET: string;
}

export interface SampleKeys {
  secrets: SampleSecrets;
  /** The other half of SendGrid's key: base64 of PKCS #8 DER. */
  sendgridPrivateKey: string;
}

/** The secrets of an installation's sample senders, made on their first use and kept readable by its owner alone. */
export function readSampleKeys(installation: Pick<Installation, "dataDir">): SampleKeys {
  const path = join(installation.dataDir, "sample-secrets.json");
  try {
    if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as SampleKeys;
    const keys = makeKeys();
    writeFileSync(path, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
    return keys;
  } catch (error) {
    // Cut off by a disk that was full or a process that ended: nothing else rests on these.
    if (!(error instanceof SyntaxError)) throw dataDirError(installation.dataDir, error);
    const keys = makeKeys();
    writeFileSync(path, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
    return keys;
  }
}

function makeKeys(): SampleKeys {
  const secret = () => randomBytes(24).toString("base64url");
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    secrets: {
      NORTHSTAR_WHATSAPP_APP_SECRET: secret(),
      NORTHSTAR_WHATSAPP_VERIFY_TOKEN: secret(),
      NORTHSTAR_SENDGRID_PUBLIC_KEY: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
      NORTHSTAR_HUBSPOT_CLIENT_SECRET: secret(),
      NORTHSTAR_HOOK_SECRET: `whsec_${randomBytes(24).toString("base64")}`,
    },
    sendgridPrivateKey: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
  };
}
