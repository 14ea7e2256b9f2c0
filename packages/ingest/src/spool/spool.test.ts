import { execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDurableFile } from "./durableFile.ts";
import { openSpool } from "./openSpool.ts";
import type { Delivery, Spool, SpoolPosition } from "./types.ts";

const START: SpoolPosition = { segment: 0, offset: 0 };
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "spool-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const delivery = (key: string, body: string | Buffer = key): Delivery => ({
  source: "sendgrid",
  dedupKey: key,
  receivedAt: 1_763_823_600_000_000n,
  headers: { "content-type": "application/json" },
  body: Buffer.from(body as string),
});
const keysBehind = async (spool: Spool, after = START) =>
  (await spool.read(after, 1e9)).map(({ delivery: { dedupKey } }) => dedupKey);
const segmentFiles = () =>
  readdirSync(dir)
    .filter((name) => name.endsWith(".spool"))
    .sort();

/** Runs a command with a disk of 256 KiB at `dir`, in a mount namespace of its own, with which the disk goes. */
function onSmallDisk(at: string, command: string): string {
  const script = `mount -t tmpfs -o size=256k tmpfs "${at}" && ${command}`;
  return execFileSync("unshare", ["--map-root-user", "--mount", "sh", "-c", script], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** Not every system lets one. */
function mayMount(): boolean {
  const at = mkdtempSync(join(tmpdir(), "disk-"));
  try {
    return onSmallDisk(at, "echo yes") === "yes\n";
  } catch {
    return false;
  } finally {
    rmSync(at, { recursive: true });
  }
}

describe("openSpool", () => {
  it("gives back what was appended, as it was and in order, also after it was closed", async () => {
    const spool = await openSpool({ dir });
    const body = Buffer.from([0, 255, 10, 13, 0x4e, 0x53, 0x52, 0x31]);
    await Promise.all([
      spool.append(delivery("a")),
      spool.append(delivery("b", body)),
      spool.append(delivery("c", "")),
    ]);
    await spool.close();
    const again = await openSpool({ dir });
    const found = await again.read(START, 1e9);
    expect(found.map((each) => each.delivery)).toEqual([delivery("a"), delivery("b", body), delivery("c", "")]);
    expect(await keysBehind(again, found[0]?.end)).toEqual(["b", "c"]);
    expect(again.stats()).toMatchObject({ waiting: { sendgrid: 3 }, oldestReceivedAt: 1_763_823_600_000_000n });
    await again.close();
  });

  it("shares one fsync among all that come while one is under way", async () => {
    let fsyncs = 0;
    const spool = await openSpool({
      dir,
      makeFile: async (path) => {
        const file = await makeDurableFile(path);
        return {
          ...file,
          write: (...write) => {
            fsyncs += 1;
            return file.write(...write);
          },
        };
      },
    });
    const first = spool.append(delivery("first"));
    await new Promise(setImmediate);
    await Promise.all([first, ...Array.from({ length: 600 }, (_, index) => spool.append(delivery(`k${index}`)))]);
    expect(fsyncs).toBeLessThanOrEqual(3);
    expect(await keysBehind(spool)).toHaveLength(601);
    await spool.close();
  });

  it("gives disk space back and goes on behind what was taken", async () => {
    const spool = await openSpool({ dir, segmentBytes: 400 });
    for (let index = 0; index < 12; index += 1) await spool.append(delivery(`k${index}`, "x".repeat(100)));
    const before = segmentFiles().length;
    expect(before).toBeGreaterThan(3);
    const found = await spool.read(START, 1e9);
    await spool.release(found[9]?.end ?? START);
    expect(segmentFiles().length).toBeLessThan(before);
    expect(spool.stats().waiting).toEqual({ sendgrid: 2 });
    expect(await keysBehind(spool, found[9]?.end)).toEqual(["k10", "k11"]);
    await spool.close();
  });

  it("numbers new segments behind what was taken, even when its folder was lost", async () => {
    const spool = await openSpool({ dir, after: { segment: 7, offset: 1000 } });
    await spool.append(delivery("a"));
    expect(await keysBehind(spool, { segment: 7, offset: 1000 })).toEqual(["a"]);
    await spool.close();
  });

  it("reads a bounded piece at a time, but always one", async () => {
    const spool = await openSpool({ dir });
    await spool.append(delivery("big", Buffer.alloc(3_000_000, 7)));
    await spool.append(delivery("small"));
    const first = await spool.read(START, 10);
    expect(first.map(({ delivery: { dedupKey, body } }) => [dedupKey, body.length])).toEqual([["big", 3_000_000]]);
    expect(await keysBehind(spool, first[0]?.end)).toEqual(["small"]);
    await spool.close();
  });

  it("wakes who waits for more, and who is told to stop", async () => {
    const spool = await openSpool({ dir });
    const never = new AbortController();
    const woken = spool.waitFor(START, never.signal);
    await spool.append(delivery("a"));
    await woken;
    const stopped = new AbortController();
    const [last] = await spool.read(START, 1e9);
    const waiting = spool.waitFor(last?.end ?? START, stopped.signal);
    stopped.abort();
    await waiting;
    await spool.close();
  });

  it("is one process's alone; what a dead one held is taken over", async () => {
    const holder = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
    writeFileSync(join(dir, "lock"), String(holder.pid));
    await expect(openSpool({ dir })).rejects.toMatchObject({ code: "spool_locked" });
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const spool = await openSpool({ dir });
    await spool.close();
  });
});

describe("a disk", () => {
  /** Writes as a disk with so many bytes left does; a whole group may be cut short. */
  function disk(state: { left: number; fails?: boolean }): typeof makeDurableFile {
    return async (path) => {
      const file = await makeDurableFile(path);
      return {
        ...file,
        write: async (buffers, position) => {
          const fits = Buffer.concat(buffers).subarray(0, state.left);
          state.left -= fits.length;
          if (fits.length === 0) throw Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" });
          const written = await file.write([fits], position);
          if (state.fails) throw Object.assign(new Error("EIO: i/o error"), { code: "EIO" });
          return written;
        },
      };
    };
  }

  it("that is full loses nothing that was acknowledged, and takes more when there is space", async () => {
    const state = { left: 500 };
    const spool = await openSpool({ dir, makeFile: disk(state) });
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        try {
          await spool.append(delivery(`k${index}`, "x".repeat(60)));
          return `k${index}`;
        } catch (error) {
          expect(error).toMatchObject({ code: "spool_full" });
          return null;
        }
      }),
    );
    for (let index = 10; index < 13; index += 1) {
      state.left = 90;
      await expect(spool.append(delivery(`k${index}`, "x".repeat(60)))).rejects.toMatchObject({ code: "spool_full" });
    }
    state.left = 1e9;
    await spool.append(delivery("later"));
    const kept = [...outcomes.filter((key) => key !== null), "later"];
    expect(await keysBehind(spool)).toEqual(kept);
    await spool.close();
    const again = await openSpool({ dir });
    expect(await keysBehind(again)).toEqual(kept);
    await again.close();
  });

  it.skipIf(!mayMount())(
    "that is really full loses nothing that was acknowledged, and takes more when there is space",
    () => {
      const child = fileURLToPath(new URL("./testing/fillDisk.ts", import.meta.url));
      const told = onSmallDisk(dir, `"${process.execPath}" "${child}" "${dir}"`);
      const { acknowledged, beforeRoom, refused, kept, whole } = JSON.parse(told);
      expect(kept).toEqual(acknowledged);
      expect([whole, acknowledged.at(-1)]).toEqual([true, "later"]);
      expect(new Set(refused)).toEqual(new Set(["spool_full"]));
      // Of a hundred deliveries of 7 KB 20 at least have room in 256 KiB without the ballast, and 23 at most.
      expect(beforeRoom).toBeGreaterThanOrEqual(20);
      expect(beforeRoom).toBeLessThanOrEqual(23);
      expect(refused.length).toBe(100 - beforeRoom);
    },
  );

  it("that fails to sync is written elsewhere: what is in the file then isn't known", async () => {
    const state = { left: 1e9, fails: false };
    const spool = await openSpool({ dir, makeFile: disk(state) });
    await spool.append(delivery("a"));
    state.fails = true;
    await expect(spool.append(delivery("b"))).rejects.toMatchObject({ code: "spool_failed" });
    state.fails = false;
    await spool.append(delivery("c"));
    expect(await keysBehind(spool)).toEqual(["a", "c"]);
    expect(segmentFiles()).toHaveLength(2);
    await spool.close();
  });

  it("holds so much and no more", async () => {
    const spool = await openSpool({ dir, maxBytes: 1000 });
    await spool.append(delivery("a", "x".repeat(700)));
    await expect(spool.append(delivery("b", "x".repeat(700)))).rejects.toMatchObject({ code: "spool_full" });
    const [first] = await spool.read(START, 1e9);
    await spool.release(first?.end ?? START);
    await spool.append(delivery("b", "x".repeat(700)));
    await spool.close();
  });
});

describe("what a crash leaves", () => {
  it("is whole records, wherever the file was cut", async () => {
    const spool = await openSpool({ dir });
    for (const key of ["a", "b", "c"]) await spool.append(delivery(key));
    const ends = (await spool.read(START, 1e9)).map(({ end }) => end.offset);
    await spool.close();
    const [name = ""] = segmentFiles();
    const bytes = readFileSync(join(dir, name));
    // Behind the cut there is nothing, or zeros, as file systems leave them.
    for (let cut = 0; cut <= bytes.length * 2 + 1; cut += 1) {
      const end = cut >> 1;
      const folder = mkdtempSync(join(dir, "cut-"));
      const zeros = Buffer.alloc((cut % 2) * 3 * bytes.length);
      writeFileSync(join(folder, name), Buffer.concat([bytes.subarray(0, end), zeros]));
      const again = await openSpool({ dir: folder });
      expect(await keysBehind(again)).toEqual(["a", "b", "c"].filter((_, index) => (ends[index] ?? 0) <= end));
      await again.append(delivery("d"));
      expect((await keysBehind(again)).at(-1)).toBe("d");
      await again.close();
      rmSync(folder, { recursive: true });
    }
  });

  it("is told of where a bit has turned, and the records behind it are read", async () => {
    const spool = await openSpool({ dir });
    for (const key of ["a", "b", "c"]) await spool.append(delivery(key));
    const ends = (await spool.read(START, 1e9)).map(({ end }) => end.offset);
    await spool.close();
    const [name = ""] = segmentFiles();
    const bytes = readFileSync(join(dir, name));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: ends[0] ?? 0, max: (ends[1] ?? 1) - 1 }),
        fc.nat({ max: 7 }),
        async (at, bit) => {
          const folder = mkdtempSync(join(dir, "bit-"));
          const turned = Buffer.from(bytes);
          turned[at] = (turned[at] ?? 0) ^ (1 << bit);
          writeFileSync(join(folder, name), turned);
          const damaged: number[] = [];
          const again = await openSpool({ dir: folder, onDamage: (_, from) => damaged.push(from) });
          expect(await keysBehind(again)).toEqual(["a", "c"]);
          expect(damaged).toContain(ends[0]);
          await again.close();
          rmSync(folder, { recursive: true });
        },
      ),
      { seed: 42, numRuns: 60 },
    );
  });

  it("is everything that was acknowledged, once and whole, over 50 kills", async () => {
    const acknowledged: string[] = [];
    const rounds = fc.sample(fc.integer({ min: 1, max: 40 }), { seed: 42, numRuns: 50 });
    const begin = (round: number) =>
      fork(fileURLToPath(new URL("./testing/appendForever.ts", import.meta.url)), [dir, String(round)], {
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
    let next: ReturnType<typeof begin> | null = begin(0);
    for (const [round, appends] of rounds.entries()) {
      const child: ReturnType<typeof begin> = next ?? begin(round);
      child.send("begin");
      // Starts up while this one appends.
      next = round + 1 < rounds.length ? begin(round + 1) : null;
      let seen = 0;
      for await (const [key] of messages(child)) {
        acknowledged.push(key);
        seen += 1;
        if (seen >= appends * 5) break;
      }
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    }
    const spool = await openSpool({ dir });
    const found = await spool.read(START, 1e9);
    const keys = new Set(found.map((each) => each.delivery.dedupKey));
    expect(keys.size).toBe(found.length);
    expect(acknowledged.filter((key) => !keys.has(key))).toEqual([]);
    expect(acknowledged.length).toBe(5 * rounds.reduce((sum, appends) => sum + appends, 0));
    const changed = found.filter(({ delivery: { dedupKey, body } }) => {
      const number = Number(dedupKey.split(".")[1]);
      const each = number % 8;
      return !body.equals(Buffer.alloc(((number - each) * 37) % 3000, each));
    });
    expect(changed).toEqual([]);
    await spool.close();
  });
});

async function* messages(child: ReturnType<typeof fork>): AsyncGenerator<[string]> {
  const queue: string[] = [];
  let wake = () => {};
  child.on("message", (key) => {
    queue.push(String(key));
    wake();
  });
  for (;;) {
    const key = queue.shift();
    if (key !== undefined) yield [key];
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}

it("ends a torn tail that looks like the beginning of a huge record", async () => {
  const spool = await openSpool({ dir });
  await spool.append(delivery("a"));
  await spool.close();
  const [name = ""] = segmentFiles();
  appendFileSync(join(dir, name), Buffer.from("4e5352310000001000f000000000000000", "hex"));
  const again = await openSpool({ dir });
  expect(await keysBehind(again)).toEqual(["a"]);
  await again.close();
});
