import type { AlertsPort, SourceWatermark } from "@northstar/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createNorthstar } from "../createNorthstar.ts";
import type { NorthstarOptions } from "../options.ts";
import { SECRET, WATERMARKS } from "../testing/community.ts";
import { ask } from "../testing/requests.ts";
import { createRuntimeDouble } from "../testing/runtimeDouble.ts";
import type { TokenGrant } from "../token/signToken.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-22T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

const crm: SourceWatermark = {
  source: "crm",
  lastEventAt: "2026-11-22T12:00:01.000Z",
  lastLoadedAt: "2026-11-22T12:00:02.000Z",
};
const ops: SourceWatermark = { ...crm, source: "ops" };

async function open(options: Partial<NorthstarOptions> = {}) {
  const commits = new Set<(watermarks: SourceWatermark[]) => void>();
  const runtime = createRuntimeDouble();
  const order: string[] = [];
  runtime.refresh = async () => {
    order.push("refresh");
  };
  const northstar = await createNorthstar({
    secret: SECRET,
    cube: runtime,
    watermarks: async () => WATERMARKS,
    onWatermark(listener) {
      commits.add(listener);
      return () => commits.delete(listener);
    },
    ...options,
  });
  const connect = async (expiresInSeconds = 900, grant: Partial<TokenGrant> = {}) => {
    const response = await ask(northstar, { ...grant, expiresInSeconds }, "/northstar/v1/events");
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => {
      const { done, value } = await reader.read();
      return done ? null : value.trimEnd();
    };
    return { response, reader, next };
  };
  const commit = (...watermarks: SourceWatermark[]) => {
    for (const listener of commits) listener(watermarks);
  };
  return { northstar, commits, commit, connect, order };
}

const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}`;

describe("the event stream", () => {
  it("begins with the watermarks as they are, of the sources the role sees", async () => {
    const { connect } = await open();
    const { response, next } = await connect();
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(await next()).toBe("retry: 3000");
    expect(await next()).toBe(
      event(
        "watermark",
        WATERMARKS.filter(({ source }) => ["crm", "sponsorship"].includes(source)),
      ),
    );
  });

  it("says when what follows more seldom has followed: after a quiet minute and after four, each once", async () => {
    const { connect, commit, order } = await open({ gatherSeconds: 5 });
    const { next: line } = await connect();
    const next = async () => {
      for (;;) {
        const text = await line();
        if (text !== ": heartbeat") return text;
      }
    };
    await next();
    await next();
    commit(crm, ops);
    await vi.advanceTimersByTimeAsync(5000);
    await next();
    // Another within the minute: it begins anew.
    await vi.advanceTimersByTimeAsync(50_000);
    commit({ ...crm, lastLoadedAt: "2026-11-22T12:01:07.000Z" });
    await vi.advanceTimersByTimeAsync(5000);
    await next();
    order.length = 0;
    await vi.advanceTimersByTimeAsync(64_999);
    expect(order).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(order).toEqual(["refresh"]);
    expect(await next()).toBe(event("settled", ["crm"]));
    await vi.advanceTimersByTimeAsync(180_000);
    expect(await next()).toBe(event("settled", ["crm"]));
    await vi.advanceTimersByTimeAsync(300_000);
    expect(order).toEqual(["refresh", "refresh"]);
  });

  it("gathers advances, refreshes Cube, then announces them once, without the sources of others", async () => {
    const { connect, commit, order } = await open({ gatherSeconds: 5 });
    const { next } = await connect();
    await next();
    await next();
    commit({ ...crm, lastEventAt: null }, ops);
    commit(crm);
    await vi.advanceTimersByTimeAsync(4999);
    expect(order).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(order).toEqual(["refresh"]);
    expect(await next()).toBe(event("watermark", [crm]));
  });

  it("announces the sources that moved, though a commit tells of all, and nothing when none did", async () => {
    const { connect, commit } = await open({ gatherSeconds: 1 });
    const { next } = await connect();
    await next();
    await next();
    commit(...WATERMARKS);
    await vi.advanceTimersByTimeAsync(1000);
    commit(...WATERMARKS.map((item) => (item.source === "crm" ? crm : item)));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await next()).toBe(event("watermark", [crm]));
    const sponsorship = { ...crm, source: "sponsorship" };
    commit(...WATERMARKS.map((item) => [crm, sponsorship].find(({ source }) => source === item.source) ?? item));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await next()).toBe(event("watermark", [sponsorship]));
  });

  it("says that alerts may have changed, at most once a second, to readers of their tenant alone", async () => {
    const changes = new Set<() => void>();
    const alerts = {
      tenant: "default",
      onChange(listener: () => void) {
        changes.add(listener);
        return () => changes.delete(listener);
      },
    } as unknown as AlertsPort;
    const { connect } = await open({ alerts, heartbeatSeconds: 60 });
    const own = await connect();
    const other = await connect(900, { tenant: "other" });
    for (const { next } of [own, other]) {
      await next();
      await next();
    }
    const change = () => {
      for (const listener of changes) listener();
    };
    const read: string[] = [];
    const readAll = async ({ next }: typeof own, name: string) => {
      for (let text = await next(); text !== null; text = await next()) read.push(`${name}: ${text}`);
    };
    void readAll(own, "own");
    void readAll(other, "other");
    change();
    await vi.advanceTimersByTimeAsync(600);
    change();
    await vi.advanceTimersByTimeAsync(399);
    expect(read).toEqual([]);
    // What was told twice within the second is one event, and nothing follows it.
    await vi.advanceTimersByTimeAsync(5000);
    const told = `own: ${event("alerts", {})}`;
    expect(read).toEqual([told]);
    change();
    await vi.advanceTimersByTimeAsync(1000);
    expect(read).toEqual([told, told]);
    // A change that is still gathered when the client goes leaves nothing behind.
    change();
    await own.reader.cancel();
    await other.reader.cancel();
    expect(changes.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("beats while nothing happens, and ends when the token does", async () => {
    const { connect, commits } = await open({ heartbeatSeconds: 15 });
    const { next } = await connect(40);
    await next();
    await next();
    await vi.advanceTimersByTimeAsync(40_000);
    expect([await next(), await next(), await next(), await next()]).toEqual([
      ": heartbeat",
      ": heartbeat",
      event("end", { reason: "token_expired" }),
      null,
    ]);
    expect(commits.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves nothing behind when the client goes", async () => {
    const { connect, commit, commits } = await open();
    const { reader } = await connect();
    commit(crm);
    await reader.cancel();
    expect(commits.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends when the server does, and at once when it is asked for after", async () => {
    const { northstar, connect } = await open();
    const { next } = await connect();
    await next();
    await next();
    northstar.endStreams();
    expect([await next(), await next()]).toEqual([event("end", { reason: "closing" }), null]);
    const late = await connect();
    await late.next();
    await late.next();
    expect([await late.next(), await late.next()]).toEqual([event("end", { reason: "closing" }), null]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("drops a client that reads nothing", async () => {
    const { connect, commits } = await open({ heartbeatSeconds: 1 });
    await connect();
    await vi.advanceTimersByTimeAsync(200_000);
    expect(commits.size).toBe(0);
  });

  it("polls where nobody tells of commits", async () => {
    let current: readonly SourceWatermark[] = WATERMARKS;
    const { connect } = await open({
      onWatermark: undefined,
      watermarks: async () => current,
      pollSeconds: 5,
      gatherSeconds: 1,
    });
    const { next } = await connect();
    await next();
    await next();
    await vi.advanceTimersByTimeAsync(5000);
    current = WATERMARKS.map((item) => (item.source === "crm" ? crm : item));
    await vi.advanceTimersByTimeAsync(6000);
    expect(await next()).toBe(event("watermark", [crm]));
  });
});
