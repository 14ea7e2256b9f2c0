import { ServerError } from "../../errors.ts";
import type { AppState } from "../../state/AppState.ts";
import { audienceOf } from "../engine/audienceOf.ts";
import type { AlertDelivery, AlertMessage, AlertStore, Recipient } from "../types.ts";
import { type BuiltChannel, buildChannel } from "./buildChannel.ts";
import type { ChannelConfig, ChannelsFile, RecipientConfig } from "./channelsFile.ts";
import { type DeliveryOutcome, failed, refused } from "./DeliveryOutcome.ts";
import { followDeed } from "./followDeed.ts";
import { createAlertLinks } from "./links.ts";
import { describeMessage } from "./message/describeMessage.ts";
import { topicsOf } from "./newsTopics.ts";
import { signLinks } from "./signLinks.ts";
import { createTargetGuard, type GuardOptions } from "./targets/TargetGuard.ts";
import { startWorker } from "./worker.ts";

export interface DeliveryOptions {
  store: AlertStore;
  state: Pick<AppState, "jobs">;
  /** As `readChannels` gives it. */
  file: ChannelsFile;
  /** Where secrets are, by the names that the file has for them. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Signs the links of messages; at least 32 characters. */
  secret: string;
  /** The page that messages lead to. */
  portalUrl?: string | undefined;
  /** The page of reviews; `revision=<id>` is added to it. @default portalUrl */
  reviewsUrl?: string | undefined;
  /** The page of suggestions; `sugerencia=<id>` is added to it. @default portalUrl */
  suggestionsUrl?: string | undefined;
  /** Names a schedule of reviews, for whoever unsubscribes from it. */
  reviewTitle?: ((scheduleId: string) => Promise<string | null>) | undefined;
  /** Where `/northstar/v1` of this server is reached from outside; without it messages have no links to acknowledge or unsubscribe. */
  publicUrl?: string | undefined;
  /** ISO 4217 code of money. @default USD */
  currency?: string | undefined;
  /** Of recipients without their own. @default America/Bogota */
  timeZone?: string | undefined;
  /** Names of sources in messages, by id. */
  sourceTitles?: Readonly<Record<string, string>> | undefined;
  /** Of one attempt. ms @default 10000 */
  timeoutMs?: number | undefined;
  now?: (() => number) | undefined;
  random?: (() => number) | undefined;
  resolve?: GuardOptions["resolve"];
}

/** The ways out, and who is at their end. */
export interface Delivery extends AlertDelivery {
  /** Begins to bring out what is in the outbox. */
  start(): Promise<void>;
  /** Ends it after what is under way. */
  close(): Promise<void>;
}

/**
 * Makes the ways out of an operator's file. A channel that lacks something is named by `channels`, and keeps no other from working.
 * @throws ServerError `secret_short`
 */
export async function createDelivery(options: DeliveryOptions): Promise<Delivery> {
  const { store, state, file, environment, currency = "USD", timeZone = "America/Bogota", sourceTitles } = options;
  const { now = Date.now, random = Math.random, timeoutMs = 10_000 } = options;
  if (options.secret.length < 32) {
    throw new ServerError("secret_short", "The secret that signs the links of alerts needs 32 characters or more.");
  }
  const guard = createTargetGuard({ allowPrivateTargets: file.allowPrivateTargets, resolve: options.resolve });
  const links = createAlertLinks(options.secret, now);
  const tools = { guard, timeoutMs, now };
  const built = new Map<string, BuiltChannel & { config: ChannelConfig }>();
  for (const config of file.channels) {
    built.set(config.name, { config, ...(await buildChannel(config, environment, tools)) });
  }
  let stop: (() => Promise<void>) | null = null;

  function toRecipient(channel: string, { id, roles, filters, locale, timeZone: own }: RecipientConfig): Recipient {
    const audience = audienceOf({ tenant: store.tenant, roles, filters: filters ?? {} });
    return { channel, id, audience, locale, timeZone: own ?? timeZone };
  }

  async function bring(message: AlertMessage): Promise<DeliveryOutcome | { kind: "withheld" | "held_back" }> {
    const way = built.get(message.channel);
    const recipient = way?.config.recipients.find(({ id }) => id === message.recipientId);
    if (!way || !recipient) return refused("There is no such channel or recipient any more.");
    const { audience } = toRecipient(message.channel, recipient);
    // Their roles were changed since: the numbers may not be theirs any more.
    if (!isFor(message, audience.id)) return { kind: "withheld" };
    if (!way.channel) return failed(`The channel isn't ready. ${way.problem}`);
    return await way.channel.send({
      message,
      recipient,
      words:
        message.news?.words ?? describeMessage(message, { currency, sourceTitles, recipientTitle: recipient.title }),
      links: await signLinks(message, { ...options, tenant: store.tenant, links }),
      thread: await store.threadReference(message.channel, message.recipientId, message.threadKey),
    });
  }

  async function isUnwanted(message: AlertMessage): Promise<boolean> {
    const { channel, recipientId } = message;
    const ended = (await store.unsubscriptions()).filter(
      (one) => one.channel === channel && one.recipientId === recipientId,
    );
    return topicsOf(message).every((topic) => ended.some(({ ruleId }) => ruleId === null || ruleId === topic));
  }

  return {
    routes: () => file.routes,
    async recipients() {
      return [...built.values()].flatMap(({ config }) =>
        config.recipients.map((recipient) => toRecipient(config.name, recipient)),
      );
    },
    async channels() {
      return [...built.values()].map(({ config: { name, kind, recipients }, problem }) => ({
        name,
        kind,
        problem,
        recipients: recipients.map(({ id, title, roles }) => ({ id, title, roles })),
      }));
    },
    async test(message) {
      const outcome = await bring(message);
      if (outcome.kind === "sent") return null;
      return "problem" in outcome ? outcome.problem : "The recipient may not see these numbers.";
    },
    async followLink(token) {
      const deed = await links.verify(token);
      const config = deed?.tenant === store.tenant ? built.get(deed.channel)?.config : undefined;
      const recipient = config?.recipients.find(({ id }) => id === deed?.to);
      if (!deed || !recipient) return null;
      const parts = { store, reviewTitle: options.reviewTitle };
      return await followDeed(deed, recipient, toRecipient(deed.channel, recipient).audience, parts, now());
    },
    async start() {
      if (stop || built.size === 0) return;
      stop = await startWorker({
        store,
        boss: await state.jobs(),
        channels: [...built.keys()],
        send: async (entry) => ((await isUnwanted(entry)) ? { kind: "held_back" } : await bring(entry)),
        now,
        random,
      });
    },
    async close() {
      await stop?.();
      stop = null;
    },
  };
}

/** Whether its numbers are those of an audience. */
function isFor({ alerts, news }: AlertMessage, audienceId: string): boolean {
  return news ? news.audienceId === audienceId : alerts.every(({ id }) => id.endsWith(`:${audienceId}`));
}
