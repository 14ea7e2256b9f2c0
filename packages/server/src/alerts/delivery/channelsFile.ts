import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { parseDocument } from "yaml";
import { z } from "zod";
import { ServerError } from "../../errors.ts";

const name = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "must be lower case letters, digits, - and _");
/** Secrets stand in the environment; the file names the variable. */
const variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, "must be the name of an environment variable, such as NORTHSTAR_SLACK_TOKEN");
const timeZone = z.string().refine(isTimeZone, "must be an IANA time zone, such as America/Bogota");
const host = z.string().refine(isHostOrNetwork, "must be a host name, an address or a network such as 10.1.0.0/16");

const person = {
  id: name,
  title: z.string().min(1).max(80),
  /** The numbers that they are told are those that these roles and row filters see. */
  roles: z.array(z.string().min(1)).min(1, "must name a role: its numbers are the ones that are told"),
  filters: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  locale: z.enum(["es", "en"]).default("es"),
  timeZone: timeZone.optional(),
};

const slackRecipient = z.strictObject({
  ...person,
  to: z
    .string()
    .regex(/^(#[^\s#]{1,79}|[CDGU][A-Z0-9]{2,20})$/, "must be a #channel or an id such as C0123ABCD")
    .optional(),
});
const mailRecipient = z.strictObject({ ...person, to: z.email("must be an e-mail address") });
const phoneRecipient = z.strictObject({
  ...person,
  to: z.string().regex(/^\+?[1-9]\d{6,14}$/, "must be a phone number with its country, such as +573001234567"),
});
const urlRecipient = z.strictObject({ ...person, to: z.string().min(1) });

const slack = z
  .strictObject({
    name,
    kind: z.literal("slack"),
    webhookFrom: variable.optional(),
    tokenFrom: variable.optional(),
    channel: slackRecipient.shape.to,
    /** Of the Web API, where it isn't slack.com. */
    apiUrl: z.string().default("https://slack.com/api"),
    recipients: z.array(slackRecipient).min(1),
  })
  .superRefine((channel, context) => {
    if ((channel.webhookFrom === undefined) === (channel.tokenFrom === undefined))
      context.addIssue({ code: "custom", message: "needs either webhookFrom or tokenFrom", path: ["tokenFrom"] });
    if (channel.tokenFrom === undefined || channel.channel) return;
    channel.recipients.forEach(({ to }, index) => {
      if (!to) context.addIssue({ code: "custom", message: "is missing", path: ["recipients", index, "to"] });
    });
  });

const email = z.strictObject({
  name,
  kind: z.literal("email"),
  smtpFrom: variable,
  from: z
    .string()
    .regex(/^[^\r\n]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/, 'must be an address, or "Name <address>"'),
  recipients: z.array(mailRecipient).min(1),
});

const whatsapp = z.strictObject({
  name,
  kind: z.literal("whatsapp"),
  tokenFrom: variable,
  phoneNumberId: z.string().regex(/^\d+$/, "must be digits, in quotes"),
  /** Approved by Meta, in each language that recipients read; its body has three parameters: what, figures, what to do. */
  template: z.string().regex(/^[a-z0-9_]{1,512}$/, "must be the name of a template"),
  apiUrl: z.string().default("https://graph.facebook.com/v23.0"),
  recipients: z.array(phoneRecipient).min(1),
});

const webhook = z.strictObject({
  name,
  kind: z.literal("webhook"),
  secretFrom: variable,
  recipients: z.array(urlRecipient).min(1),
});

/** For rules that name no way themselves: those with all of its labels (`rule` is the rule's id), or all rules. */
const route = z.strictObject({
  channel: name,
  recipients: z.array(name).min(1).optional(),
  from: z.enum(["critical", "warning", "info"]).optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

const file = z
  .strictObject({
    channels: z.array(z.discriminatedUnion("kind", [slack, email, whatsapp, webhook])),
    routes: z.array(route).default([]),
    allowPrivateTargets: z.union([z.boolean(), z.array(host)]).default(false),
  })
  .superRefine(({ channels, routes }, context) => {
    routes.forEach(({ channel, recipients = [] }, index) => {
      const found = channels.find((one) => one.name === channel);
      if (!found)
        context.addIssue({ code: "custom", message: "is no channel of this file", path: ["routes", index, "channel"] });
      recipients.forEach((id, place) => {
        if (!found || found.recipients.some((one) => one.id === id)) return;
        const path = ["routes", index, "recipients", place];
        context.addIssue({ code: "custom", message: "is no recipient of the channel", path });
      });
    });
    repeated(channels.map((channel) => channel.name)).forEach((index) => {
      context.addIssue({ code: "custom", message: "is taken by another channel", path: ["channels", index, "name"] });
    });
    channels.forEach(({ recipients }, channel) => {
      for (const index of repeated(recipients.map(({ id }) => id))) {
        const path = ["channels", channel, "recipients", index, "id"];
        context.addIssue({ code: "custom", message: "is taken by another recipient", path });
      }
    });
  });

/** The ways out, as the operator set them up. */
export type ChannelsFile = z.output<typeof file>;
export type ChannelConfig = ChannelsFile["channels"][number];
export type ChannelOf<K extends ChannelConfig["kind"]> = Extract<ChannelConfig, { kind: K }>;
export type RecipientConfig = ChannelConfig["recipients"][number];

export const NO_CHANNELS: ChannelsFile = { channels: [], routes: [], allowPrivateTargets: false };

/** Reads what an operator wrote. Every fault is named with its place. @throws ServerError `option_invalid` */
export function parseChannels(text: string): ChannelsFile {
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault) {
    const line = fault.linePos?.[0].line;
    throw invalid([`It is no YAML${line === undefined ? "" : `: see line ${line}`}.`], fault);
  }
  const read = file.safeParse(document.toJS() ?? { channels: [] });
  if (read.success) return read.data;
  throw invalid(
    read.error.issues.map(({ path, message }) => `${path.map(String).join(".") || "The file"}: ${message}`),
    read.error,
  );
}

/** @returns no channels when there is no such file. @throws ServerError `option_invalid` */
export async function readChannels(path: string): Promise<ChannelsFile> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return NO_CHANNELS;
    throw invalid(["It can't be read."], cause);
  }
  return parseChannels(text);
}

function invalid(faults: readonly string[], cause: unknown): ServerError {
  return new ServerError("option_invalid", `The file of the alerts' channels isn't right. ${faults.join("; ")}`, {
    cause,
  });
}

function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function isHostOrNetwork(target: string): boolean {
  const [network = "", bits, ...rest] = target.split("/");
  if (rest.length > 0) return false;
  const family = isIP(network);
  if (family === 0) return bits === undefined && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(network);
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
