import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type HttpAnswer, type HttpReceiver, httpReceiver } from "../../testing/httpReceiver.ts";
import { alertMessage, alertView, SENT_AT } from "../../testing/messages.ts";
import { mailParts, type SmtpAnswer, type SmtpReceiver, smtpReceiver } from "../../testing/smtpReceiver.ts";
import { describeMessage } from "../message/describeMessage.ts";
import { createTargetGuard } from "../targets/TargetGuard.ts";
import type { ChannelTools, DeliveryChannel, Shipment } from "./DeliveryChannel.ts";
import { email, parseSmtp } from "./email.ts";
import { slackApi } from "./slackApi.ts";
import { slackWebhook } from "./slackWebhook.ts";
import { parseWebhookSecret, signWebhook, webhook } from "./webhook.ts";
import { whatsapp } from "./whatsapp.ts";

const SECRET = `whsec_${Buffer.from("a key of twenty-eight bytes!").toString("base64")}`;
const KEY = parseWebhookSecret(SECRET) ?? Buffer.alloc(0);
const tools: ChannelTools = {
  guard: createTargetGuard({ allowPrivateTargets: ["127.0.0.0/8"] }),
  timeoutMs: 250,
  now: () => SENT_AT,
};

let http: HttpReceiver;
let smtp: SmtpReceiver;
beforeAll(async () => {
  [http, smtp] = await Promise.all([httpReceiver(), smtpReceiver()]);
});
afterAll(async () => {
  await Promise.all([http.close(), smtp.close()]);
});
beforeEach(() => {
  http.received.length = 0;
  smtp.received.length = 0;
});

function shipment(to: string, change: Parameters<typeof alertMessage>[0] = {}, thread: string | null = null): Shipment {
  const message = alertMessage(change);
  return {
    message,
    words: describeMessage(message, { currency: "USD", recipientTitle: "Ana" }),
    links: {
      portal: "https://portal.example/alertas",
      acknowledge: "https://api.example/links/a",
      unsubscribe: "https://api.example/links/u",
    },
    recipient: { id: "ana", title: "Ana", to, roles: ["director"], locale: "es" },
    thread,
  };
}
const last = () => JSON.parse(http.received.at(-1)?.body ?? "null");

describe("what every channel over HTTP makes of an answer", () => {
  const ways: [string, () => DeliveryChannel, HttpAnswer][] = [
    ["Slack webhook", () => slackWebhook(`${http.url}/hook`, tools), { status: 200, body: "ok" }],
    [
      "Slack API",
      () => slackApi({ apiUrl: `${http.url}/api` }, "xoxb-1", tools),
      { status: 200, body: '{"ok":true,"channel":"C1","ts":"1.5"}' },
    ],
    [
      "WhatsApp",
      () => whatsapp({ apiUrl: http.url, phoneNumberId: "42", template: "alert" }, "token", tools),
      { status: 200, body: '{"messages":[{"id":"wamid.1"}]}' },
    ],
    ["webhook", () => webhook(KEY, tools), { status: 204 }],
  ];
  const to = () => shipment(`${http.url}/in`);

  test.each(ways)("%s", async (_name, open, taken) => {
    const channel = open();
    http.answer(
      taken,
      { status: 429, headers: { "retry-after": "37" } },
      { status: 500 },
      { status: 302, headers: { location: "/elsewhere" } },
      { status: 403 },
      "reset",
      "silent",
    );
    const outcomes = [];
    for (let attempt = 0; attempt < 7; attempt++) outcomes.push(await channel.send(to()));
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      "sent",
      "failed",
      "failed",
      "refused",
      "refused",
      "failed",
      "failed",
    ]);
    expect(outcomes[1]).toMatchObject({ retryAfter: 37, isBusy: true });
    expect(outcomes[6]).toMatchObject({ problem: "The receiver didn't answer in time." });
    expect(JSON.stringify(outcomes)).not.toMatch(/127\.0\.0\.1|xoxb/);
    // The connection was cut after the whole message had come: it goes again, and is the same.
    const [first, ...others] = http.received;
    expect(others).toHaveLength(6);
    for (const other of others)
      expect([other.body, other.headers["webhook-id"]]).toEqual([first?.body, first?.headers["webhook-id"]]);
  });
});

describe("Slack", () => {
  const open = () => slackApi({ apiUrl: `${http.url}/api` }, "xoxb-1", tools);
  const ok = { status: 200, body: '{"ok":true,"channel":"C1","ts":"1700.5"}' };

  test("begins a thread and goes on in it, where the channel sees the end", async () => {
    http.answer(ok, ok, ok);
    expect(await open().send(shipment("#ops"))).toEqual({ kind: "sent", reference: "C1:1700.5" });
    expect(http.received[0]).toMatchObject({
      path: "/api/chat.postMessage",
      headers: { authorization: "Bearer xoxb-1" },
    });
    expect(last()).toMatchObject({
      channel: "#ops",
      text: "*Profesionales activos está en rojo*",
      metadata: { event_type: "northstar_alert", event_payload: { dedup_key: "key-1" } },
    });
    expect(last()).not.toHaveProperty("thread_ts");

    await open().send(shipment("#ops", { event: "recovered", level: null }, "C1:1700.5"));
    expect(last()).toMatchObject({ channel: "C1", thread_ts: "1700.5", reply_broadcast: true });
    await open().send(shipment("#ops", { event: "reminded" }, "C1:1700.5"));
    expect(last()).toMatchObject({ thread_ts: "1700.5", reply_broadcast: false });
  });

  test("stands for itself when the thread's first message is gone", async () => {
    http.answer({ status: 200, body: '{"ok":false,"error":"thread_not_found"}' }, ok);
    expect(await open().send(shipment("#ops", { event: "recovered" }, "C1:1.0"))).toMatchObject({ kind: "sent" });
    expect(last()).not.toHaveProperty("thread_ts");
  });

  test.each([
    ["channel_not_found", "refused", null],
    ["invalid_auth", "refused", null],
    ["internal_error", "failed", null],
    ["ratelimited", "failed", 30],
  ])("ok:false with %s is %s", async (error, kind, retryAfter) => {
    http.answer({ status: 200, body: JSON.stringify({ ok: false, error }) });
    const outcome = await open().send(shipment("#ops"));
    expect(outcome.kind).toBe(kind);
    if (outcome.kind === "failed") expect(outcome.retryAfter).toBe(retryAfter);
  });

  test("says what, value, threshold, since when, what to do, how fresh and where", async () => {
    http.answer(ok);
    await open().send(shipment("#ops"));
    const { attachments } = last();
    expect(attachments[0].color).toBe("#c0271d");
    const text = JSON.stringify(attachments[0].blocks);
    for (const part of [
      "*1.284*   Umbral 2.000",
      "23 nov 2026, 7:05, hace 1\u00a0h",
      "22 nov 2026",
      "comprobados 23 nov 2026, 8:05",
      "Revisa si salió la campaña",
      "<https://portal.example/alertas|Ver en el portal>",
      "<https://api.example/links/a|Me encargo>",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("a title can't mention a channel or make a link", async () => {
    http.answer(ok);
    const title = { es: "<!channel> & <https://evil.example|click>", en: "" };
    await open().send(shipment("#ops", { alerts: [alertView({ rule: { ...alertView().rule, title } })] }));
    expect(last().text).toBe("*&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt; está en rojo*");
  });
});

describe("e-mail", () => {
  const open = () => email({ from: "Northstar <alerts@example.com>" }, parseSmtp(smtp.url) ?? fail(), tools);
  const fail = (): never => {
    throw new Error("No address of an SMTP server.");
  };
  const header = (name: string) =>
    new RegExp(`^${name}: (.*(?:\\n[ \\t].*)*)`, "im")
      .exec(smtp.received.at(-1)?.source ?? "")?.[1]
      ?.replace(/\s*\n\s*/g, "");

  test("comes as text, HTML and picture, can be ended with one click, and is the same when it goes again", async () => {
    const channel = open();
    smtp.answer("reset");
    expect(await channel.send(shipment("ana@example.com"))).toMatchObject({ kind: "failed" });
    const first = header("Message-ID");
    const outcome = await channel.send(shipment("ana@example.com"));
    expect(outcome).toEqual({ kind: "sent", reference: first });
    expect(smtp.received.map(({ from, to }) => [from, to])).toEqual([
      ["alerts@example.com", ["ana@example.com"]],
      ["alerts@example.com", ["ana@example.com"]],
    ]);
    expect(header("Message-ID")).toBe(first);
    expect(header("List-Unsubscribe")).toBe("<https://api.example/links/u>");
    expect(header("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
    expect(header("Auto-Submitted")).toBe("auto-generated");

    const parts = mailParts(smtp.received.at(-1)?.source ?? "");
    expect(parts.map(({ type }) => type)).toEqual(["text/plain", "text/html", "image/png"]);
    const [text = "", html = ""] = parts.map(({ content }) => content.toString());
    for (const words of [
      "1.284 · Umbral 2.000",
      "Qué hacer: Revisa",
      "Desde: 23 nov 2026, 7:05",
      "Datos: comprobados",
    ]) {
      expect(text).toContain(words);
    }
    expect(html).toContain('src="cid:line@northstar"');
    expect(html).not.toMatch(/src="http|<script|<link/);
    const picture = parts[2];
    expect(picture?.headers).toMatch(/content-id: <line@northstar>/i);
    // PNG's signature, then its size: twice 536 × 132.
    expect(picture?.content.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
    expect([picture?.content.readUInt32BE(16), picture?.content.readUInt32BE(20)]).toEqual([1072, 264]);
  });

  test("answers to the thread's first mail", async () => {
    await open().send(shipment("ana@example.com", { event: "recovered", level: null }, "<first@example.com>"));
    expect(header("In-Reply-To")).toBe("<first@example.com>");
    expect(header("References")).toBe("<first@example.com>");
  });

  test("a title can't add a header or an element", async () => {
    const title = { es: 'A\r\nBcc: evil@example.com <img src="x">', en: "" };
    const alerts = [alertView({ rule: { ...alertView().rule, title } })];
    await open().send(shipment("ana@example.com", { alerts, series: null }));
    expect(smtp.received.at(-1)?.to).toEqual(["ana@example.com"]);
    const [headers = ""] = smtp.received.at(-1)?.source.split("\n\n") ?? [];
    expect(headers).toMatch(/^Subject:/im);
    expect(headers).not.toMatch(/^Bcc:/im);
    const [, html] = mailParts(smtp.received.at(-1)?.source ?? "");
    expect(html?.content.toString()).not.toContain('<img src="x">');
  });

  test.each<[SmtpAnswer, string]>([
    [{ code: 451, text: "Later" }, "failed"],
    [{ code: 550, text: "No such user ana@example.com" }, "refused"],
    ["silent", "failed"],
  ])("an answer of %j is %s", async (answer, kind) => {
    smtp.answer(answer);
    const outcome = await open().send(shipment("ana@example.com"));
    expect(outcome.kind).toBe(kind);
    expect(JSON.stringify(outcome)).not.toContain("ana@");
  });

  test("isn't handed to a server inside the network, nor unencrypted to one outside", async () => {
    const closed = { ...tools, guard: createTargetGuard() };
    const server = parseSmtp(smtp.url) ?? fail();
    expect(await email({ from: "a@example.com" }, server, closed).send(shipment("ana@example.com"))).toMatchObject({
      kind: "refused",
    });
    const outside = { ...closed.guard, addressesOf: async () => ["127.0.0.1"] };
    const open = email({ from: "a@example.com" }, { ...server, host: "mail.example" }, { ...tools, guard: outside });
    expect(await open.send(shipment("ana@example.com"))).toMatchObject({ kind: "refused" });
    expect(smtp.received).toEqual([]);
  });
});

test("WhatsApp fills a template's three parameters, in one line each", async () => {
  http.answer({ status: 200, body: '{"messages":[{"id":"wamid.1"}]}' });
  const channel = whatsapp({ apiUrl: http.url, phoneNumberId: "42", template: "northstar_alert" }, "t", tools);
  expect(await channel.send(shipment("+573001234567"))).toEqual({ kind: "sent", reference: "wamid.1" });
  expect(http.received[0]?.path).toBe("/42/messages");
  expect(last()).toMatchObject({
    to: "573001234567",
    type: "template",
    template: { name: "northstar_alert", language: { code: "es" } },
    biz_opaque_callback_data: "key-1",
  });
  const texts = last().template.components[0].parameters.map(({ text }: { text: string }) => text);
  expect(texts).toEqual([
    "Profesionales activos está en rojo",
    "1.284 · Umbral 2.000 · Indicador: Profesionales activos al día · Periodo: 22 nov 2026",
    "Revisa si salió la campaña de la semana y si el inicio de sesión funciona.",
  ]);
  http.answer({ status: 400, body: '{"error":{"code":131056}}' }, { status: 400, body: '{"error":{"code":132001}}' });
  expect(await channel.send(shipment("+573001234567"))).toMatchObject({ kind: "failed", retryAfter: 60, isBusy: true });
  expect(await channel.send(shipment("+573001234567"))).toMatchObject({ kind: "refused" });
});

describe("webhook", () => {
  test("is signed as openssl signs", () => {
    // printf '%s' 'msg_1.1700000000.{"a":1}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:… -binary | base64
    expect(signWebhook(KEY, "msg_1", "1700000000", '{"a":1}')).toBe("NDz1h7HF0a1CgtDOf9jdnfMrw4fa5ij22IK+kDRSkD0=");
    expect(parseWebhookSecret("whsec_c2hvcnQ=")).toBeNull();
  });

  test("is signed over its id, time and body", async () => {
    http.answer({ status: 200 });
    await webhook(KEY, tools).send(shipment(`${http.url}/in`));
    const [request] = http.received;
    const timestamp = String(SENT_AT / 1000);
    expect(request?.headers).toMatchObject({ "webhook-id": "key-1", "webhook-timestamp": timestamp });
    expect(request?.headers["webhook-signature"]).toBe(
      `v1,${signWebhook(KEY, "key-1", timestamp, request?.body ?? "")}`,
    );
    expect(last()).toMatchObject({
      type: "alert.fired",
      timestamp: "2026-11-23T13:05:00.000Z",
      data: { event: "fired", level: "red", thread: "key-1", alerts: [{ compared: 1284, limit: 2000 }] },
    });
  });

  test("isn't sent to an address inside the network", async () => {
    const closed = { ...tools, guard: createTargetGuard() };
    expect(await webhook(KEY, closed).send(shipment(`${http.url}/in`))).toMatchObject({ kind: "refused" });
    expect(http.received).toEqual([]);
  });
});
