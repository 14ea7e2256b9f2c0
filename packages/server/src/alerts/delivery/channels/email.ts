import { createHash } from "node:crypto";
import type { ChannelOf } from "../channelsFile.ts";
import { type DeliveryOutcome, failed, outcomeOfError, refused } from "../DeliveryOutcome.ts";
import { mailHtml, PICTURE_ID } from "../message/mailHtml.ts";
import { mailSubject, mailText } from "../message/mailText.ts";
import { linePng } from "../picture/linePng.ts";
import type { TargetGuard } from "../targets/TargetGuard.ts";
import type { ChannelTools, DeliveryChannel, Shipment } from "./DeliveryChannel.ts";

export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte; else by STARTTLS, without which only an own server is spoken to. */
  isSecure: boolean;
  user: string | null;
  password: string | null;
}

/** Reads `smtps://user:password@host:465` or `smtp://…:587`. @returns null when it is none */
export function parseSmtp(url: string): SmtpServer | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, username, password } = new URL(url);
  if ((protocol !== "smtps:" && protocol !== "smtp:") || hostname === "") return null;
  const isSecure = protocol === "smtps:";
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (isSecure ? 465 : 587) : Number(port),
    isSecure,
    user: username === "" ? null : decodeURIComponent(username),
    password: password === "" ? null : decodeURIComponent(password),
  };
}

/** E-mail in HTML and text, with the KPI's line as a picture inside. A message that goes again has the same Message-ID. */
export function email(
  { from }: Pick<ChannelOf<"email">, "from">,
  smtp: SmtpServer,
  { guard, timeoutMs }: ChannelTools,
): DeliveryChannel {
  const domain = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? "northstar";
  const messageId = (dedupKey: string) =>
    `<${createHash("sha256").update(dedupKey).digest("hex").slice(0, 32)}@${domain}>`;

  return {
    async send({ message, words, links, recipient, thread }) {
      try {
        const transport = await connect(smtp, guard, timeoutMs);
        const picture = await pictureOf(message, words);
        const id = messageId(message.dedupKey);
        await transport.sendMail({
          from,
          to: { name: recipient.title, address: recipient.to ?? "" },
          messageId: id,
          ...(thread && { inReplyTo: thread, references: thread }),
          date: new Date(message.createdAt),
          subject: mailSubject(words),
          text: mailText(words, links),
          html: mailHtml(words, links, { locale: message.locale, hasPicture: picture !== null }),
          attachments: picture
            ? [
                {
                  filename: "line.png",
                  content: Buffer.from(picture),
                  contentType: "image/png",
                  cid: PICTURE_ID,
                  contentDisposition: "inline",
                },
              ]
            : [],
          headers: {
            "Auto-Submitted": "auto-generated",
            "X-Northstar-Dedup-Key": message.dedupKey,
            // RFC 2369 and 8058.
            ...(links.unsubscribe && {
              "List-Unsubscribe": `<${links.unsubscribe}>`,
              "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }),
          },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return { kind: "sent", reference: id };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

/** To the address that was checked, whose certificate must still be the name's. */
async function connect({ host, port, isSecure, user, password }: SmtpServer, guard: TargetGuard, timeoutMs: number) {
  const [address = host] = await guard.addressesOf(host);
  const { createTransport } = await import("nodemailer");
  return createTransport({
    host: address,
    port,
    secure: isSecure,
    requireTLS: !isSecure && !guard.isOwn(host),
    tls: { servername: host },
    ...(user !== null && { auth: { user, pass: password ?? "" } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
}

async function pictureOf(message: Shipment["message"], words: Shipment["words"]): Promise<Uint8Array | null> {
  const [alert] = message.alerts;
  if (!words.chart || !message.series || !alert) return null;
  // A mail without its picture says the same.
  return await linePng({
    series: message.series,
    limit: alert.condition === "threshold" ? alert.limit : null,
    tone: words.tone,
  }).catch(() => null);
}

/** @see RFC 5321, 4.2.1: 4yz may be tried again, 5yz not */
function outcomeOf(error: unknown): DeliveryOutcome {
  if (!(error instanceof Error)) return failed("The mail server couldn't be reached.");
  const code = "responseCode" in error && typeof error.responseCode === "number" ? error.responseCode : null;
  if (code !== null && code >= 500) {
    return refused(
      code === 535
        ? "The mail server refused the user or the password (535)."
        : `The mail server refused it (${code}).`,
    );
  }
  if (code !== null) return failed(`The mail server asks to try later (${code}).`);
  if ("code" in error && error.code === "ETIMEDOUT") return failed("The mail server didn't answer in time.");
  return outcomeOfError(error);
}
