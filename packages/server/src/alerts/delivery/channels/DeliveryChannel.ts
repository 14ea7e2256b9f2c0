import type { AlertMessage } from "../../types.ts";
import type { RecipientConfig } from "../channelsFile.ts";
import type { DeliveryOutcome } from "../DeliveryOutcome.ts";
import type { MessageLinks } from "../message/MessageLinks.ts";
import type { MessageWords } from "../message/MessageWords.ts";
import type { PostOptions } from "../targets/post.ts";

/** All that a channel needs to bring one message to one recipient. */
export interface Shipment {
  message: AlertMessage;
  words: MessageWords;
  links: MessageLinks;
  recipient: RecipientConfig;
  /** What the channel called the first message of the thread; null for the first. */
  thread: string | null;
}

/** A way out. It never throws: what became of the attempt is in its answer. */
export interface DeliveryChannel {
  send(shipment: Shipment): Promise<DeliveryOutcome>;
}

export type ChannelTools = PostOptions;
