import { fileURLToPath } from "node:url";
import type { SuggestionView } from "@northstar/core";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { parseChannels } from "../alerts/delivery/channelsFile.ts";
import { createDelivery, type Delivery } from "../alerts/delivery/createDelivery.ts";
import { createAlertStore, type OpenAlertStore } from "../alerts/store/createAlertStore.ts";
import { type HttpReceiver, httpReceiver } from "../alerts/testing/httpReceiver.ts";
import { mailParts, type SmtpReceiver, smtpReceiver } from "../alerts/testing/smtpReceiver.ts";
import type { Northstar } from "../createNorthstar.ts";
import type { AppState } from "../state/AppState.ts";
import { openAppState } from "../state/openAppState.ts";
import { openCommunity } from "../testing/community.ts";
import { ask } from "../testing/requests.ts";
import type { TokenGrant } from "../token/signToken.ts";
import { createSuggestions, type Suggestions } from "./createSuggestions.ts";
import type { PeopleFile } from "./people.ts";
import { createSuggestionStore } from "./store/createSuggestionStore.ts";
import { suggestionNotices, suggestionReplies, suggestions } from "./store/tables.ts";

/* Real Cube, DuckDB, app state, SMTP and HTTP. */

const CAMILA: Partial<TokenGrant> = { sub: "camila", roles: ["consultant"] };
const MATEO: Partial<TokenGrant> = { sub: "mateo", roles: ["marketing"] };
const LUCIA: Partial<TokenGrant> = { sub: "lucia", roles: ["director"] };
const KPI = { kind: "kpi", kpi: "new_registrations" };
const PATH = "/northstar/v1/suggestions";

const PEOPLE: PeopleFile = {
  people: [
    { id: "camila", name: "Camila Duarte", roles: ["consultant"] },
    {
      id: "mateo",
      name: "Mateo Salas",
      roles: ["marketing"],
      notify: [
        { channel: "mail", recipient: "mateo" },
        { channel: "room", recipient: "marketing" },
      ],
    },
    // Her place of e-mail sees Mexico alone, and one of her places isn't there.
    {
      id: "lucia",
      name: "Lucía Andrade",
      roles: ["director"],
      notify: [
        { channel: "mail", recipient: "mexico" },
        { channel: "pager", recipient: "lucia" },
      ],
    },
  ],
  owners: { growth: ["marketing"] },
};

let northstar: Northstar;
let state: AppState;
let alertStore: OpenAlertStore;
let delivery: Delivery;
let made: Suggestions;
let smtp: SmtpReceiver;
let slack: HttpReceiver;
const onError = vi.fn();
const now = Date.parse("2026-11-22T12:00:00Z");

beforeAll(async () => {
  [state, smtp, slack] = await Promise.all([openAppState(), smtpReceiver(), httpReceiver()]);
  alertStore = await createAlertStore(state, "default");
  delivery = await createDelivery({
    store: alertStore,
    state,
    file: parseChannels(`
channels:
  - { name: mail, kind: email, smtpFrom: SMTP, from: "Northstar <northstar@example.com>", recipients: [
      { id: mateo, title: Mateo, to: mateo@example.com, roles: [marketing] },
      { id: mexico, title: México, to: mexico@example.com, roles: [director], filters: { country: [MX] } }] }
  - { name: room, kind: slack, webhookFrom: ROOM, recipients: [{ id: marketing, title: "#marketing", roles: [marketing], locale: en }] }
allowPrivateTargets: true
`),
    environment: { SMTP: smtp.url, ROOM: `${slack.url}/room` },
    secret: "a secret of at least thirty-two characters",
    portalUrl: "https://portal.example.com/tablero",
    suggestionsUrl: "https://portal.example.com/tablero/sugerencias?tema=1",
    publicUrl: "https://northstar.example.com",
  });
  made = createSuggestions({
    store: createSuggestionStore(state, "default"),
    people: PEOPLE,
    ways: { outbox: alertStore, delivery },
    now: () => now,
    tickSeconds: 0,
    onError,
  });
  northstar = await openCommunity(
    { suggestions: made.port },
    "",
    fileURLToPath(new URL("./testing/model", import.meta.url)),
  );
  made.start(northstar);
  await delivery.start();
}, 120_000);
afterAll(async () => {
  await made.close();
  await delivery.close();
  await northstar.close();
  await alertStore.close();
  await state.close();
  await Promise.all([smtp.close(), slack.close()]);
});
beforeEach(async () => {
  for (const table of [suggestions, suggestionReplies, suggestionNotices]) await state.db.delete(table);
  smtp.received.length = 0;
  slack.received.length = 0;
  onError.mockClear();
});

async function post(who: Partial<TokenGrant>, path: string, body: unknown): Promise<SuggestionView> {
  const response = await ask(northstar, who, `${PATH}${path}`, { method: "POST", body: JSON.stringify(body) });
  expect(response.ok, await response.clone().text()).toBe(true);
  return (await response.json()) as SuggestionView;
}
/** The only mail that came: its subject, and its parts by content type. */
function mail() {
  const source = smtp.received[0]?.source ?? "";
  const [text = "", html = ""] = mailParts(source).map(({ content }) => content.toString());
  const [, subject = ""] = /^Subject: (.*(?:\n[ \t].*)*)/im.exec(source) ?? [];
  const decoded = subject
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?q\?(.*?)\?=/gi, (_, quoted: string) =>
      decodeURIComponent(quoted.replaceAll("_", " ").replaceAll(/=([0-9A-F]{2})/gi, "%$1")),
    )
    .replaceAll(/=\?utf-8\?b\?(.*?)\?=/gi, (_, coded: string) => Buffer.from(coded, "base64").toString());
  return { subject: decoded, text, html };
}
const unsent = async () => (await createSuggestionStore(state, "default").unsentNotices(10)).length;

it("writes to whom is mentioned, once by each of their ways, in the way's language, and what they wrote is text", async () => {
  const { id } = await post(CAMILA, "", {
    kind: "suggestion",
    anchor: KPI,
    text: "@Mateo Salas ¿y si <!channel> & <b>otra</b> página?",
  });
  await expect.poll(() => [smtp.received.length, slack.received.length]).toEqual([1, 1]);
  expect(smtp.received[0]?.to).toEqual(["mateo@example.com"]);
  const { subject, text, html } = mail();
  expect(subject).toContain("Camila Duarte te menciona en Registros nuevos");
  expect(text).toContain("¿y si <!channel> & <b>otra</b> página?");
  expect(html).toContain("&#60;b&#62;otra");
  expect(html).not.toContain("<b>otra");
  expect(text).toContain(`https://portal.example.com/tablero/sugerencias?tema=1&sugerencia=${id}`);
  const posted = slack.received[0]?.body ?? "";
  expect(posted).toContain("Camila Duarte mentions you on New registrations");
  expect(posted).toContain("&lt;!channel&gt; &amp; &lt;b&gt;");
  expect(posted).not.toContain("<!channel>");
  expect(await unsent()).toBe(0);
});

it("writes of answers and decisions to who was answered, and not to who did it", async () => {
  const { id, version } = await post(MATEO, "", { kind: "comment", anchor: KPI, text: "Subió por la feria" });
  await post(MATEO, `/${id}/replies`, { text: "Y por la prensa" });
  await post(CAMILA, `/${id}/replies`, { text: "Gracias" });
  await expect.poll(() => smtp.received.length).toBe(1);
  expect(mail().subject).toContain("Camila Duarte responde a lo tuyo");
  expect(version).toBe(1);
});

it("writes nothing to a place that doesn't see all of the rows, and goes on without one that isn't there", async () => {
  await post(CAMILA, "", { kind: "suggestion", anchor: KPI, text: "@Lucía Andrade mira todos los países" });
  await expect.poll(unsent).toBe(0);
  await post(CAMILA, "", {
    kind: "suggestion",
    anchor: { kind: "tile", kpi: "new_registrations", values: { country: ["MX"] } },
    text: "@Lucía Andrade mira México",
  });
  await expect.poll(() => smtp.received.length).toBe(1);
  expect(smtp.received[0]?.to).toEqual(["mexico@example.com"]);
  expect(mail().text).toContain("mira México");
  expect(onError).not.toHaveBeenCalled();
  const { unread } = (await (await ask(northstar, LUCIA, `${PATH}/notices`)).json()) as { unread: number };
  expect(unread).toBe(2);
});

it("puts a notice out once though two look at once, and takes up what another left undone", async () => {
  const store = createSuggestionStore(state, "default");
  const kept = { tenant: "default", at: now, text: "x", mentions: [], experiment: null, editedAt: null } as const;
  const rest = { status: "open", decidedBy: null, decidedAt: null, version: 1, author: "camila", rows: {} } as const;
  const anchor = { kind: "kpi", kpi: "new_registrations" } as const;
  await store.add({ ...kept, ...rest, id: "left", kpi: "new_registrations", kind: "comment", anchor }, [
    { recipient: "mateo", suggestionId: "left", reason: "mention", by: "camila", at: now, excerpt: "dejado" },
  ]);
  const others = [1, 2].map(() =>
    createSuggestions({ store, people: PEOPLE, ways: { outbox: alertStore, delivery }, tickSeconds: 0, onError }),
  );
  for (const other of others) other.start(northstar);
  await expect.poll(unsent).toBe(0);
  await Promise.all(others.map((other) => other.close()));
  await expect.poll(() => [smtp.received.length, slack.received.length]).toEqual([1, 1]);
  expect(onError).not.toHaveBeenCalled();
});
