import { once } from "node:events";
import { openSpool } from "../openSpool.ts";

/** Waits for a word, then appends until it is killed, eight at a time, and tells of each that was acknowledged. */
const [dir = "", round = ""] = process.argv.slice(2);
await once(process, "message");
const spool = await openSpool({ dir, segmentBytes: 20_000 });
for (let index = 0; ; index += 8) {
  await Promise.all(
    Array.from({ length: 8 }, async (_, each) => {
      const dedupKey = `${round}.${index + each}`;
      await spool.append({
        source: "whatsapp",
        dedupKey,
        receivedAt: 0n,
        headers: {},
        body: Buffer.alloc((index * 37) % 3000, each),
      });
      process.send?.(dedupKey);
    }),
  );
}
