import { and, eq, sql } from "drizzle-orm";
import type { StateTransaction } from "../../state/AppState.ts";
import type { AlertStore, HeldLease } from "../types.ts";
import type { StoreParts } from "./StoreParts.ts";
import { leases } from "./tables.ts";

/** Leases: one holder at a time, by the clocks of those who ask. A clock that is wrong can cost a lease, never a double write: the fence sees to that. */
export function leaseStore({ db, tenant }: StoreParts): Pick<AlertStore, "takeLease" | "releaseLease"> {
  return {
    async takeLease(name, holder, forMs, at) {
      const until = at + forMs;
      const [taken] = await db
        .insert(leases)
        .values({ tenant, name, holder, fence: 1, until })
        .onConflictDoUpdate({
          target: [leases.tenant, leases.name],
          set: {
            holder,
            until,
            fence: sql`CASE WHEN ${leases.holder} = ${holder} THEN ${leases.fence} ELSE ${leases.fence} + 1 END`,
          },
          setWhere: sql`${leases.holder} = ${holder} OR ${leases.until} <= ${at}`,
        })
        .returning();
      return taken ? { name, holder, fence: taken.fence, until: taken.until } : null;
    },
    async releaseLease({ name, holder, fence }) {
      await db
        .update(leases)
        .set({ until: 0 })
        .where(
          and(eq(leases.tenant, tenant), eq(leases.name, name), eq(leases.holder, holder), eq(leases.fence, fence)),
        );
    },
  };
}

/** Whether a lease is still its holder's; until the transaction ends nobody else gets it. */
export async function isHeld(
  transaction: StateTransaction,
  tenant: string,
  { name, holder, fence }: HeldLease,
): Promise<boolean> {
  const [row] = await transaction
    .select()
    .from(leases)
    .where(and(eq(leases.tenant, tenant), eq(leases.name, name)))
    .for("update");
  return row?.holder === holder && row.fence === fence;
}
