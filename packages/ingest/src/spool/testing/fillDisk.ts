import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSpool } from "../openSpool.ts";

/** Appends to a small disk until it is full and beyond, makes room, appends once more; tells what was acknowledged and what a new spool finds. */
const [disk = ""] = process.argv.slice(2);
const ballast = join(disk, "ballast");
writeFileSync(ballast, Buffer.alloc(100_000));
const dir = join(disk, "spool");
const spool = await openSpool({ dir });
const acknowledged: string[] = [];
const refused: unknown[] = [];

async function append(dedupKey: string): Promise<void> {
  try {
    await spool.append({
      source: "whatsapp",
      dedupKey,
      receivedAt: 0n,
      headers: {},
      body: Buffer.alloc(7001, dedupKey),
    });
    acknowledged.push(dedupKey);
  } catch (error) {
    refused.push((error as { code?: unknown }).code);
  }
}

// Alone, what a group had no room for may still fit.
for (let round = 0; round < 30; round += 1) {
  await Promise.all(Array.from({ length: round % 3 === 0 ? 8 : 1 }, (_, each) => append(`${round}.${each}`)));
}
const beforeRoom = acknowledged.length;
rmSync(ballast);
await append("later");
await spool.close();
const again = await openSpool({ dir });
const kept = await again.read({ segment: 0, offset: 0 }, 1e9);
const whole = kept.every(({ delivery }) => delivery.body.equals(Buffer.alloc(7001, delivery.dedupKey)));
await again.close();
console.log(
  JSON.stringify({ acknowledged, beforeRoom, refused, kept: kept.map(({ delivery }) => delivery.dedupKey), whole }),
);
