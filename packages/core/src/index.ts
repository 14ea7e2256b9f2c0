export * from "./claims.ts";
export * from "./freshness.ts";
export * from "./kpi.ts";
export {
  createTranslator,
  MESSAGES,
  type MessageKey,
  type Messages,
  type MessageValues,
  type PluralKey,
  type Translator,
} from "./messages/messages.ts";
export * from "./query.ts";
export type * from "./register.ts";
