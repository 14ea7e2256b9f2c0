import { and, asc, count, eq, sql } from "drizzle-orm";
import type { StateDatabase, StateTransaction } from "../../state/AppState.ts";
import { chartBoards } from "./tables.ts";
import type { ChartStore } from "./types.ts";

/** Boards, each of one owner and of nobody else's concern. */
export function boardStore(
  db: StateDatabase,
  tenant: string,
): Pick<ChartStore, "boards" | "saveBoard" | "removeBoard"> {
  const isOf = (owner: string) => and(eq(chartBoards.tenant, tenant), eq(chartBoards.owner, owner));
  const isBoard = (owner: string, id: string) => and(isOf(owner), eq(chartBoards.id, id));

  async function inForce(transaction: StateTransaction, owner: string, id: string): Promise<number | null> {
    // Also where there is no row to lock yet: two windows that make the same board.
    await transaction.execute(
      sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${tenant} boards of ${owner}`}, 0))`,
    );
    const [row] = await transaction
      .select({ version: chartBoards.version })
      .from(chartBoards)
      .where(isBoard(owner, id));
    return row?.version ?? null;
  }

  return {
    async boards(owner) {
      const rows = await db.select().from(chartBoards).where(isOf(owner)).orderBy(asc(chartBoards.id));
      return rows.map(({ tenant: _, ...board }) => board);
    },
    saveBoard: (board, basedOn, mostOfOwner) =>
      db.transaction(async (transaction) => {
        const { owner, id, title, items, at } = board;
        const now = await inForce(transaction, owner, id);
        if (now !== basedOn) return { now };
        if (now === null) {
          const [own] = await transaction.select({ count: count() }).from(chartBoards).where(isOf(owner));
          if ((own?.count ?? 0) >= mostOfOwner) return "too_many";
        }
        const version = (now ?? 0) + 1;
        await transaction
          .insert(chartBoards)
          .values({ tenant, ...board, version })
          .onConflictDoUpdate({
            target: [chartBoards.tenant, chartBoards.owner, chartBoards.id],
            set: { version, title, items, at },
          });
        return { ...board, version };
      }),
    removeBoard: (owner, id, basedOn) =>
      db.transaction(async (transaction) => {
        const now = await inForce(transaction, owner, id);
        if (now === null) return null;
        if (now !== basedOn) return { now };
        await transaction.delete(chartBoards).where(isBoard(owner, id));
        return "deleted";
      }),
  };
}
