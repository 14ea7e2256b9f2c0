/** `@northstar/server/alerts`: the engine that keeps an eye on KPIs, for a host that has an app state (`@northstar/server/state`). */
export { type ChannelsFile, NO_CHANNELS, readChannels } from "./alerts/delivery/channelsFile.ts";
export { createDelivery, type Delivery, type DeliveryOptions } from "./alerts/delivery/createDelivery.ts";
export { audienceOf } from "./alerts/engine/audienceOf.ts";
export { type Alerts, type AlertsOptions, createAlerts } from "./alerts/engine/createAlerts.ts";
export type { EvaluationReport } from "./alerts/engine/evaluate.ts";
export { parseRule } from "./alerts/rules/parseRule.ts";
export type { AlertDelivery, AlertMessage, AlertStore, Audience, Outbox, Recipient } from "./alerts/types.ts";
