import { createHash, randomUUID } from "node:crypto";
import {
  type Claims,
  findKpi,
  type KpiShown,
  type ReportMadeKind,
  ROLES,
  sloClassOf,
  type UsagePort,
  type UsageRow,
} from "@northstar/core";

export interface UsageOptions {
  tenant: string;
  /** Hands rows to ingestion; durable when it resolves. */
  append: (rows: readonly UsageRow[]) => Promise<void>;
  /** Minutes that each kind of report took before there was a dashboard. Kinds that aren't named are compared with nothing. @default none */
  baselineMinutes?: Readonly<Partial<Record<ReportMadeKind, number>>> | undefined;
  /** @default the machine's clock */
  now?: (() => Date) | undefined;
  /** Told of reports that couldn't be counted. @default writes to standard error */
  onError?: ((error: unknown) => void) | undefined;
}

/**
 * Use of the dashboard as events of the source `usage`. Who did it is the token's to say: its subject, one of its roles and its tenant, and
 * nothing else of anybody.
 */
export function createUsage(options: UsageOptions): UsagePort {
  const { tenant, append, baselineMinutes = {}, now = () => new Date() } = options;
  const onError = options.onError ?? ((error) => console.error("northstar: a report couldn't be counted:", error));
  return {
    tenant,
    async shown(claims, { shown }, catalog) {
      const at = now().getTime();
      const rows = new Map<string, UsageRow>();
      let dropped = 0;
      for (const one of shown) {
        const kpi = findKpi(catalog.kpis, one.kpi)?.kpi;
        if (!kpi) {
          dropped++;
          continue;
        }
        const id = eventId(claims, one);
        rows.set(id, {
          event_id: id,
          occurred_at: new Date(at - one.ageSeconds * 1000).toISOString(),
          kind: "kpi_view",
          role: roleOf(claims),
          subject_id: claims.sub,
          view: one.view,
          kpi: kpi.id,
          slo_class: sloClassOf(kpi),
          slo_s: kpi.sloSeconds,
          lag_s: one.lagSeconds,
        });
      }
      if (rows.size > 0) await append([...rows.values()]);
      return { accepted: rows.size, dropped };
    },
    async reportMade(claims, { kind, seconds, fromPack }) {
      const minutes = baselineMinutes[kind];
      try {
        await append([
          {
            event_id: `report-${randomUUID()}`,
            occurred_at: now().toISOString(),
            kind: "report",
            role: roleOf(claims),
            subject_id: claims.sub,
            report_kind: kind,
            duration_s: seconds,
            baseline_s: minutes === undefined ? null : minutes * 60,
            from_pack: fromPack,
          },
        ]);
      } catch (error) {
        onError(error);
      }
    },
  };
}

/** The same showing told again has the same id; nobody's id can be that of another person's showing. */
function eventId({ tenant, sub }: Claims, { id }: KpiShown): string {
  const digest = createHash("sha256").update(JSON.stringify([tenant, sub, id.toLowerCase()]));
  return `view-${digest.digest("hex").slice(0, 40)}`;
}

/** One of a reader's roles: the first of the five, or of a host's own. */
function roleOf({ roles }: Claims): string | null {
  return roles.find((role) => (ROLES as readonly string[]).includes(role)) ?? roles[0] ?? null;
}
