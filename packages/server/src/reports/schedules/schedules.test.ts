import type { PackSchedule, PackScheduleInput, PackSchedules, Problem } from "@northstar/core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseChannels } from "../../alerts/delivery/channelsFile.ts";
import { createDelivery, type Delivery } from "../../alerts/delivery/createDelivery.ts";
import { createAlertStore, type OpenAlertStore } from "../../alerts/store/createAlertStore.ts";
import { stateCases } from "../../alerts/store/testing/states.ts";
import { type HttpReceiver, httpReceiver } from "../../alerts/testing/httpReceiver.ts";
import { mailParts, type SmtpReceiver, smtpReceiver } from "../../alerts/testing/smtpReceiver.ts";
import type { Northstar } from "../../createNorthstar.ts";
import type { AppState } from "../../state/AppState.ts";
import { openCommunity } from "../../testing/community.ts";
import { ask, problemOf } from "../../testing/requests.ts";
import type { TokenGrant } from "../../token/signToken.ts";
import { createReports } from "../createReports.ts";
import { createReportStore, type ReportStore } from "../store/createReportStore.ts";
import { createScheduleStore, type ScheduleStore } from "./createScheduleStore.ts";
import { createSchedules, type Schedules } from "./createSchedules.ts";

/* Real Cube, DuckDB, app states, SMTP and HTTP. The watermarks are of Sunday 22 November: October is settled, the week that ends that day isn't. */

const SECRET = "a secret of at least thirty-two characters";
const SUNDAY = Date.parse("2026-11-22T15:00:00Z");
const HOUR = 3_600_000;
const analyst: Partial<TokenGrant> = { sub: "tomas", roles: ["analyst"], can: ["export"] };
const director: Partial<TokenGrant> = { sub: "lucia", roles: ["director"], can: ["export"] };
const LONG = { timeout: 120_000, interval: 100 };

const weekly: PackScheduleInput = {
  title: "Comité de los lunes",
  kind: "wbr",
  values: {},
  when: { on: "weekday", weekday: 1, time: "08:00", timeZone: "America/Bogota" },
  waitHours: 2,
  recipients: [
    { channel: "mail", id: "ana" },
    { channel: "mail", id: "tomas" },
    { channel: "mail", id: "bruno" },
    { channel: "room", id: "direccion" },
  ],
  language: null,
  enabled: true,
};

describe.each(stateCases())(
  "reviews that go out by themselves, on $name",
  { timeout: 180_000 },
  ({ start, stop, open, isShared }) => {
    let states: AppState[] = [];
    let alertStores: OpenAlertStore[] = [];
    let store: ScheduleStore;
    let packs: ReportStore;
    let workers: Schedules[] = [];
    let delivery: Delivery;
    let northstar: Northstar;
    let smtp: SmtpReceiver;
    let slack: HttpReceiver;
    let now = SUNDAY;

    beforeAll(async () => {
      await start();
      [smtp, slack] = await Promise.all([smtpReceiver(), httpReceiver()]);
      const first = await open();
      states = isShared ? [first, await open()] : [first, first];
      alertStores = await Promise.all(states.map((state) => createAlertStore(state, "default")));
      const file = parseChannels(`
channels:
  - { name: mail, kind: email, smtpFrom: SMTP, from: "Northstar <northstar@example.com>", recipients: [
      { id: ana, title: Ana, to: ana@example.com, roles: [director] },
      { id: tomas, title: Tomás, to: tomas@example.com, roles: [analyst], locale: en },
      { id: bruno, title: Bruno, to: bruno@example.com, roles: [director], filters: { country: [MX] } }] }
  - { name: room, kind: slack, webhookFrom: ROOM, recipients: [{ id: direccion, title: "#dirección", roles: [director] }] }
  - { name: hook, kind: webhook, secretFrom: HOOK, recipients: [{ id: bot, title: Bot, to: "${slack.url}/bot", roles: [director] }] }
allowPrivateTargets: true
`);
      const [alerts, others] = alertStores;
      if (!alerts || !others) throw new Error("two stores");
      store = createScheduleStore(first, "default");
      packs = createReportStore(first, "default");
      delivery = await createDelivery({
        store: alerts,
        state: first,
        file,
        environment: {
          SMTP: smtp.url,
          ROOM: `${slack.url}/room`,
          HOOK: `whsec_${Buffer.alloc(24, 7).toString("base64")}`,
        },
        secret: SECRET,
        portalUrl: "https://portal.example.com/tablero",
        reviewsUrl: "https://portal.example.com/tablero/revisiones?tema=1",
        publicUrl: "https://northstar.example.com",
        reviewTitle: async (id) => (await store.schedule(id))?.schedule.title ?? null,
      });
      const clock = () => new Date(now);
      const reports = createReports({ store: packs, now: clock });
      workers = states.map((state, index) =>
        createSchedules({
          store: createScheduleStore(state, "default"),
          reports,
          outbox: index === 0 ? alerts : others,
          delivery,
          now: () => now,
          tickSeconds: 0,
        }),
      );
      northstar = await openCommunity({ reports: reports.port, reportSchedules: workers[0]?.port });
      reports.start(northstar);
      for (const worker of workers) worker.attach(northstar);
      await delivery.start();
    }, 120_000);
    afterAll(async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await delivery?.close();
      await northstar?.close();
      await Promise.all(alertStores.map((one) => one.close()));
      if (isShared) await Promise.all(states.map((state) => state.close()));
      await stop();
      await Promise.all([smtp?.close(), slack?.close()]);
    }, 60_000);
    afterEach(async () => {
      now = SUNDAY;
      for (const { id, version } of await store.schedules())
        await store.remove(id, { basedOn: version, by: "test", at: now });
      smtp.received.length = 0;
      slack.received.length = 0;
    });

    const send = (grant: Partial<TokenGrant>, path: string, body?: object) =>
      ask(
        northstar,
        grant,
        `/northstar/v1/reports/schedules${path}`,
        body ? { method: "POST", body: JSON.stringify(body) } : {},
      );
    async function call<T>(grant: Partial<TokenGrant>, path: string, body?: object): Promise<T> {
      const response = await send(grant, path, body);
      if (!response.ok) throw new Error(JSON.stringify(await problemOf(response)));
      return (await response.json()) as T;
    }
    const refused = async (grant: Partial<TokenGrant>, path: string, body?: object): Promise<Problem> =>
      await problemOf(await send(grant, path, body));
    const save = (schedule: Partial<PackScheduleInput> = {}, grant = analyst) =>
      call<PackSchedule>(grant, "", { schedule: { ...weekly, ...schedule }, basedOn: null });
    const found = async (id: string) =>
      (await call<PackSchedules>(analyst, "")).schedules.find((one) => one.id === id) as PackSchedule;
    const everybodyLooks = () => Promise.all(workers.map((worker) => worker.look()));
    const mailTo = (name: string) => smtp.received.filter(({ to }) => to.includes(`${name}@example.com`));
    const textOf = (name: string, type = "text/plain") =>
      mailParts(mailTo(name)[0]?.source ?? "")
        .find((part) => part.type === type)
        ?.content.toString() ?? "";

    it("waits for late sources up to its limit, is made once by two workers, and says to each what their role sees", async () => {
      const { id, next } = await save();
      expect(next).toEqual({ period: "2026-W47", at: "2026-11-23T13:00:00.000Z" });
      for (const at of ["2026-11-23T12:59:59Z", "2026-11-23T13:00:00Z", "2026-11-23T14:59:59Z"]) {
        now = Date.parse(at);
        await everybodyLooks();
        expect(await store.runs([id])).toEqual([]);
      }
      now = Date.parse("2026-11-23T15:00:00Z");
      await everybodyLooks();
      await everybodyLooks();
      const made = (await packs.packs("wbr", 10)).filter(({ snapshot }) => snapshot.period.name === "2026-W47");
      expect(made.map(({ madeBy }) => madeBy)).toEqual(["tomas"]);
      await expect.poll(() => [smtp.received.length, slack.received.length], LONG).toEqual([2, 1]);

      const pack = made[0]?.id;
      const link = `https://portal.example.com/tablero/revisiones?tema=1&revision=${pack}`;
      expect(textOf("ana")).toContain("Revisión semanal (WBR): ");
      expect(textOf("ana")).toMatch(/los? 2 KPI que ves/i);
      expect(textOf("ana")).toContain("todavía faltaban datos de");
      expect(textOf("ana")).toContain(link);
      expect(textOf("tomas")).toMatch(/the 3 KPIs that you see/i);
      const [hidden] = made[0]?.snapshot.kpis.filter(({ kpi }) => kpi.id === "flow_runs") ?? [];
      expect(hidden).toBeDefined();
      for (const told of [mailTo("ana")[0]?.source ?? "", slack.received[0]?.body ?? ""]) {
        expect(told).not.toContain("flow_runs");
        expect(told).not.toContain(hidden?.kpi.title.es);
      }
      expect(textOf("ana", "text/html")).toContain("Abrir la revisión");
      expect(JSON.parse(slack.received[0]?.body ?? "").text).toContain("Revisión semanal (WBR)");
      expect(JSON.parse(slack.received[0]?.body ?? "").attachments[0].blocks.at(-1).text.text).toContain(
        `revision=${pack}`,
      );

      const [run] = (await found(id)).runs;
      expect(run).toMatchObject({ period: "2026-W47", status: "done", isOver: true, pack, problem: null });
      await expect
        .poll(async () => (await found(id)).runs[0]?.deliveries.map((one) => `${one.id} ${one.status}`), LONG)
        .toEqual(["ana sent", "tomas sent", "bruno withheld", "direccion sent"]);
      expect(mailTo("bruno")).toEqual([]);
      // Its reader opens what they were told of, and Bruno doesn't.
      const opened = async (grant: Partial<TokenGrant>) =>
        (await ask(northstar, grant, `/northstar/v1/reports/${pack}`)).status;
      expect(await opened({ sub: "ana", roles: ["director"] })).toBe(200);
      expect(await opened({ sub: "bruno", roles: ["director"], filters: { country: ["MX"] } })).toBe(404);
    });

    it("makes up once for what was missed, and for nothing of before it began", async () => {
      // Who may see nothing of it is sent nothing, so that no message of this comes into the next tests.
      const recipients = weekly.recipients.filter(({ id }) => id === "bruno");
      const quiet = { ...weekly, recipients };
      const { id } = await save(quiet);
      now = SUNDAY + 16 * 24 * HOUR;
      await everybodyLooks();
      now += 6 * HOUR;
      await everybodyLooks();
      expect((await store.runs([id])).map(({ period, status }) => `${period} ${status}`)).toEqual(["2026-W49 done"]);
      const paused = { ...quiet, enabled: false };
      await call(analyst, `/${id}`, { schedule: paused, basedOn: 1 });
      expect((await found(id)).next).toBeNull();
      now += 14 * 24 * HOUR;
      await everybodyLooks();
      await call(analyst, `/${id}`, { schedule: quiet, basedOn: 2 });
      await everybodyLooks();
      expect(await store.runs([id])).toHaveLength(1);
    });

    it("goes out at once when somebody asks, under their key once; whoever unsubscribed gets no more", async () => {
      const recipients = weekly.recipients.slice(0, 1);
      const { id } = await save({ kind: "mbr", recipients });
      const ran = await call<PackSchedule>(analyst, `/${id}/run`, {});
      expect(ran.runs[0]).toMatchObject({ period: "2026-10", status: "done" });
      expect(await refused(analyst, `/${id}/run`, {})).toMatchObject({ status: 409, code: "action_not_possible" });
      await expect.poll(() => smtp.received.length, LONG).toBe(1);
      expect(mailTo("ana")[0]?.source).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
      const link = /links\/(\S+)/.exec(textOf("ana"))?.[1] ?? "";
      expect(await delivery.followLink(link)).toEqual({ done: "unsubscribed", locale: "es", title: weekly.title });
      now = Date.parse("2026-12-23T15:00:00Z");
      await everybodyLooks();
      await expect
        .poll(
          async () => (await found(id)).runs.map(({ period, deliveries }) => `${period} ${deliveries[0]?.status}`),
          LONG,
        )
        .toEqual(["2026-11 held_back", "2026-10 sent"]);
      expect(smtp.received).toHaveLength(1);
    });

    it("shows what couldn't be delivered, among the dead letters of alerts too", async () => {
      smtp.answer({ code: 550, text: "No such person" });
      const { id } = await save({ kind: "mbr", recipients: [{ channel: "mail", id: "tomas" }] });
      await call(analyst, `/${id}/run`, {});
      await expect.poll(async () => (await found(id)).runs[0]?.deliveries[0]?.status, LONG).toBe("dead");
      const dead = (await alertStores[0]?.deadLetters())?.find(({ entry }) => entry.news?.topic === `review:${id}`);
      expect(dead?.problem).toBe("The mail server refused it (550).");
    });

    it("that a worker died at is taken up by another, with the same review", async () => {
      const { id } = await save({ kind: "mbr", recipients: [{ channel: "mail", id: "ana" }] });
      const taken = await store.claim(id, "2026-10", now, { forMs: HOUR, isAsked: false });
      expect(await store.claim(id, "2026-10", now + HOUR - 1, { forMs: HOUR, isAsked: true })).toBeNull();
      expect(await refused(analyst, `/${id}/run`, {})).toMatchObject({ code: "action_not_possible" });
      now += HOUR;
      const ran = await call<PackSchedule>(analyst, `/${id}/run`, {});
      expect(ran.runs[0]?.pack).toBe(taken?.packId);
      // The one that was thought dead writes nothing any more.
      const isWritten = await alertStores[0]?.post([], (transaction) =>
        taken ? store.finish(transaction, taken, [], { by: "slow", at: now }) : Promise.resolve(true),
      );
      expect(isWritten).toBe(false);
    });

    it("is for those who may export, and may see its rows; the second of two is told", async () => {
      expect(await refused({ ...director, can: [] }, "")).toMatchObject({ status: 403, code: "capability_missing" });
      expect(await refused({ ...director, tenant: "other" }, "")).toMatchObject({ code: "reports_unavailable" });
      const { id } = await save();
      const cut = { ...director, filters: { country: ["MX"] } };
      expect((await call<PackSchedules>(cut, "")).schedules).toEqual([]);
      for (const [path, body] of [
        [`/${id}`, { schedule: weekly, basedOn: 1 }],
        [`/${id}/remove`, { basedOn: 1 }],
        [`/${id}/run`, {}],
      ] as const) {
        expect(await refused(cut, path, body)).toMatchObject({ status: 404 });
      }
      const changed = await call<PackSchedule>(director, `/${id}`, {
        schedule: { ...weekly, title: "Otro" },
        basedOn: 1,
      });
      expect([changed.version, changed.roles, changed.updatedBy]).toEqual([2, ["director"], "lucia"]);
      expect(await refused(analyst, `/${id}`, { schedule: weekly, basedOn: 1 })).toMatchObject({
        status: 409,
        code: "report_changed",
      });
      expect(await refused(analyst, `/${id}/remove`, { basedOn: 1 })).toMatchObject({ status: 409 });
      expect(await call(analyst, `/${id}/remove`, { basedOn: 2 })).toEqual({ removed: true });
      expect(await refused(analyst, `/${id}/run`, {})).toMatchObject({ status: 404 });
    });

    it("takes what it can send, and names what it can't", async () => {
      const { directory } = await call<PackSchedules>(analyst, "");
      expect(directory.map(({ channel, id: name }) => `${channel}/${name}`)).toEqual([
        "mail/ana",
        "mail/tomas",
        "mail/bruno",
        "room/direccion",
      ]);
      expect(JSON.stringify(directory)).not.toContain("example.com");
      const wrong = async (schedule: object) =>
        (await refused(analyst, "", { schedule: { ...weekly, ...schedule }, basedOn: null })).code;
      expect(await wrong({ recipients: [{ channel: "hook", id: "bot" }] })).toBe("report_invalid");
      expect(await wrong({ recipients: [] })).toBe("request_invalid");
      expect(await wrong({ title: "x".repeat(121) })).toBe("request_invalid");
      expect(await wrong({ waitHours: 73 })).toBe("request_invalid");
      expect(await wrong({ when: { ...weekly.when, timeZone: "Mars/Olympus" } })).toBe("request_invalid");
      expect(await wrong({ when: { ...weekly.when, time: "24:00" } })).toBe("request_invalid");
    });
  },
);
