import type { ChannelTools, DeliveryChannel } from "./channels/DeliveryChannel.ts";
import { email, parseSmtp } from "./channels/email.ts";
import { slackApi } from "./channels/slackApi.ts";
import { slackWebhook } from "./channels/slackWebhook.ts";
import { parseWebhookSecret, webhook } from "./channels/webhook.ts";
import { whatsapp } from "./channels/whatsapp.ts";
import type { ChannelConfig } from "./channelsFile.ts";
import { TargetRefused } from "./targets/TargetRefused.ts";

/** A way out as it is set up, or what lacks. */
export type BuiltChannel = { channel: DeliveryChannel; problem: null } | { channel: null; problem: string };
type Environment = Readonly<Record<string, string | undefined>>;

/** Makes a channel of its settings and the environment's secrets, once its targets have been looked at. */
export async function buildChannel(
  config: ChannelConfig,
  environment: Environment,
  tools: ChannelTools,
): Promise<BuiltChannel> {
  const variable = secretVariable(config);
  const secret = environment[variable];
  if (!secret) return lacking(`The environment variable ${variable} isn't set.`);
  switch (config.kind) {
    case "slack": {
      const target = config.webhookFrom === undefined ? config.apiUrl : secret;
      const problem = await targetProblem(target, tools);
      if (problem) return lacking(problem);
      return built(config.webhookFrom === undefined ? slackApi(config, secret, tools) : slackWebhook(secret, tools));
    }
    case "email": {
      const smtp = parseSmtp(secret);
      if (!smtp) return lacking(`${variable} must be such as smtps://user:password@host.`);
      const problem = await hostProblem(smtp.host, tools);
      return problem ? lacking(problem) : built(email(config, smtp, tools));
    }
    case "whatsapp": {
      const problem = await targetProblem(config.apiUrl, tools);
      return problem ? lacking(problem) : built(whatsapp(config, secret, tools));
    }
    case "webhook": {
      const key = parseWebhookSecret(secret);
      if (!key) return lacking(`${variable} must be whsec_ and 24 to 64 bytes in base64.`);
      for (const { id, to } of config.recipients) {
        const problem = await targetProblem(to, tools);
        if (problem) return lacking(`Recipient "${id}": ${problem}`);
      }
      return built(webhook(key, tools));
    }
  }
}

function secretVariable(config: ChannelConfig): string {
  switch (config.kind) {
    case "slack":
      return config.webhookFrom ?? config.tokenFrom ?? "";
    case "email":
      return config.smtpFrom;
    case "whatsapp":
      return config.tokenFrom;
    case "webhook":
      return config.secretFrom;
  }
}

async function targetProblem(target: string, tools: ChannelTools): Promise<string | null> {
  try {
    return await hostProblem(tools.guard.parse(target).hostname, tools);
  } catch (error) {
    if (error instanceof TargetRefused) return `The target isn't allowed. ${error.message}`;
    throw error;
  }
}

/** A name that doesn't answer now may do so later; it is asked again before each connection. */
async function hostProblem(host: string, { guard }: ChannelTools): Promise<string | null> {
  try {
    await guard.addressesOf(host);
    return null;
  } catch (error) {
    return error instanceof TargetRefused ? `The target isn't allowed. ${error.message}` : null;
  }
}

function built(channel: DeliveryChannel): BuiltChannel {
  return { channel, problem: null };
}

function lacking(problem: string): BuiltChannel {
  return { channel: null, problem };
}
