import type { SecretStore } from "../secrets/secretStore.ts";
import type { SourceName } from "../sources/registry.ts";
import { brevo } from "./schemes/brevo.ts";
import { hubspot } from "./schemes/hubspot.ts";
import { mailchimp } from "./schemes/mailchimp.ts";
import { mailgun } from "./schemes/mailgun.ts";
import { segment } from "./schemes/segment.ts";
import { sendgrid } from "./schemes/sendgrid.ts";
import { standardWebhooks } from "./schemes/standardWebhooks.ts";
import { whatsapp } from "./schemes/whatsapp.ts";
import type { HookScheme } from "./types.ts";

/** A hook: what it is called in the address, whose rows its deliveries become, and how they prove where they come from. */
export interface HookDefinition {
  name: string;
  source: SourceName;
  /** Of its scheme: all are needed. */
  secrets: readonly string[];
  scheme: HookScheme;
}

const OWN_SCHEMES = { whatsapp, sendgrid, mailgun, brevo, mailchimp, hubspot, segment } as const satisfies Partial<
  Record<SourceName, HookScheme>
>;

/** Sources without a scheme of their own; whoever sends them signs by Standard Webhooks. */
const SIGNED = ["ga4", "sponsorship", "content", "consumption", "referrals", "scores", "ops", "usage"] as const;

const COMMON_SECRET = "NORTHSTAR_HOOK_SECRET";

/**
 * All hooks there are. One that is signed generically has the secret `NORTHSTAR_HOOK_SECRET_<NAME>` where that is set when this is called, and
 * the common `NORTHSTAR_HOOK_SECRET` otherwise.
 */
export function hookDefinitions(secrets: Pick<SecretStore, "describe">): readonly HookDefinition[] {
  const own = Object.entries(OWN_SCHEMES).map(([name, scheme]) => ({ name: name as keyof typeof OWN_SCHEMES, scheme }));
  const signed = SIGNED.map((name) => {
    const ownSecret = `${COMMON_SECRET}_${name.toUpperCase()}`;
    return { name, scheme: standardWebhooks(secrets.describe(ownSecret).isSet ? ownSecret : COMMON_SECRET) };
  });
  return [...own, ...signed].map(({ name, scheme }) => ({ name, source: name, secrets: scheme.secrets, scheme }));
}
