import type { SourceWatermark } from "@northstar/core";
import { describe, expect, it } from "vitest";
import { createWatermarkLook } from "./watermarkLook.ts";

const at = (source: string, lastLoadedAt: string): SourceWatermark => ({ source, lastEventAt: null, lastLoadedAt });

function open(onMoved: () => Promise<void> = async () => {}) {
  const watched = {
    marks: [at("crm", "1"), at("ga4", "1")] as SourceWatermark[],
    reads: 0,
    moved: 0,
    time: 0,
    errors: [] as unknown[],
    commit: (_: SourceWatermark[]) => {},
  };
  const look = createWatermarkLook({
    read: async () => {
      watched.reads++;
      return watched.marks;
    },
    onWatermark: (listener) => {
      watched.commit = listener;
      return () => {
        watched.commit = () => {};
      };
    },
    onMoved: async () => {
      watched.moved++;
      await onMoved();
    },
    onError: (error) => watched.errors.push(error),
    now: () => watched.time,
  });
  return { look, watched };
}

describe("a look at the watermarks", () => {
  it("reads once a second, and once for all who ask at the same time", async () => {
    const { look, watched } = open();
    await Promise.all([look.current(), look.current(), look.current()]);
    watched.time = 999;
    await look.current();
    expect(watched.reads).toBe(1);
    watched.time = 1000;
    await look.current();
    expect(watched.reads).toBe(2);
  });

  it("reads at once after a commit, and renews what Cube keeps before it says so", async () => {
    const { look, watched } = open();
    const before = await look.current();
    watched.marks = [at("crm", "2"), at("ga4", "1")];
    watched.commit(watched.marks);
    const after = await look.current();
    expect([watched.reads, watched.moved]).toEqual([2, 2]);
    expect(after.stamp).not.toBe(before.stamp);
  });

  it("moves when it is renewed, though no watermark has", async () => {
    const { look, watched } = open();
    const before = await look.current();
    await look.renew();
    const after = await look.current();
    expect(watched.moved).toBeGreaterThan(1);
    expect(after.stamp).not.toBe(before.stamp);
    expect(after.watermarks).toEqual(before.watermarks);
  });

  it("moves with a commit of another tenant, whose watermarks it doesn't read", async () => {
    const { look, watched } = open();
    const before = await look.current();
    watched.commit([at("crm", "of the other tenant")]);
    const after = await look.current();
    expect(after.watermarks).toEqual(before.watermarks);
    expect(after.stamp).not.toBe(before.stamp);
  });

  it("doesn't give who asks after a commit a reading from before it", async () => {
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { look, watched } = open(() => gate);
    const early = look.current();
    await new Promise((resolve) => setTimeout(resolve));
    watched.marks = [at("crm", "2")];
    watched.commit(watched.marks);
    const late = look.current();
    go();
    expect((await early).watermarks).toEqual([at("crm", "1"), at("ga4", "1")]);
    expect((await late).watermarks).toEqual([at("crm", "2")]);
    expect((await look.current()).watermarks).toEqual([at("crm", "2")]);
  });

  it("says when it doesn't know, and reads again for the next who asks", async () => {
    const { look, watched } = open(async () => {
      if (watched.moved === 1) throw new Error("the warehouse is locked");
    });
    expect((await look.current()).isKnown).toBe(false);
    expect(watched.errors).toHaveLength(1);
    expect((await look.current()).isKnown).toBe(true);
  });
});

describe("a look with something to prepare", () => {
  function openPrepared(prepare: () => Promise<void>) {
    const seen = { marks: [at("crm", "1")], time: 0, errors: 0 };
    const look = createWatermarkLook({
      read: async () => seen.marks,
      onMoved: async () => {},
      prepare,
      restSeconds: 15,
      onError: () => seen.errors++,
      now: () => seen.time,
    });
    return { look, seen };
  }
  const soon = () => new Promise((resolve) => setTimeout(resolve));

  it("believes a move when it is prepared for, and what was before holds until then", async () => {
    let done = () => {};
    const { look, seen } = openPrepared(() => new Promise((resolve) => (done = resolve)));
    expect(await look.current()).toMatchObject({ watermarks: [at("crm", "1")], isPrepared: false });
    await soon();
    done();
    await soon();
    expect(await look.current()).toMatchObject({ watermarks: [at("crm", "1")], isPrepared: true });
    seen.marks = [at("crm", "2")];
    seen.time = 16_000;
    expect((await look.current()).watermarks).toEqual([at("crm", "1")]);
    await soon();
    expect((await look.current()).watermarks).toEqual([at("crm", "1")]);
    done();
    await soon();
    expect(await look.current()).toMatchObject({ watermarks: [at("crm", "2")], isPrepared: true });
  });

  it("prepares no more often than it may by itself, and at once for who settles", async () => {
    let prepared = 0;
    const { look, seen } = openPrepared(async () => {
      prepared++;
    });
    await look.settle();
    seen.marks = [at("crm", "2")];
    seen.time = 14_000;
    await look.current();
    await soon();
    expect(prepared).toBe(1);
    await look.settle();
    expect([prepared, (await look.current()).watermarks]).toEqual([2, [at("crm", "2")]]);
    await look.settle();
    expect(prepared).toBe(2);
  });

  it("goes on with what holds when preparing fails, and tries again", async () => {
    let isBroken = false;
    const { look, seen } = openPrepared(async () => {
      if (isBroken) throw new Error("the disk is full");
    });
    await look.settle();
    isBroken = true;
    seen.marks = [at("crm", "2")];
    seen.time = 2_000;
    await look.settle();
    expect([seen.errors, (await look.current()).watermarks]).toEqual([1, [at("crm", "1")]]);
    isBroken = false;
    await look.settle();
    expect((await look.current()).watermarks).toEqual([at("crm", "2")]);
  });
});
