import {
  type Claims,
  changedSince,
  draftNarrative,
  type FormatContext,
  type Locale,
  MAX_NARRATIVE,
  narrativeProblems,
  type Pack,
  type PackKind,
  type PackRequest,
  type PackSummary,
  packPeriod,
  type ReportRefusal,
  type ReportsPort,
  toSnapshot,
  type UsagePort,
} from "@northstar/core";
import { audienceOf } from "../alerts/engine/audienceOf.ts";
import { ServerError } from "../errors.ts";
import { type Asked, askPack } from "./askPack.ts";
import { mayRemark, mayWriteReports } from "./mayWriteReports.ts";
import type { KeptPack, ReportStore } from "./store/createReportStore.ts";
import { seesRowsOf, visiblePart } from "./visiblePart.ts";

export interface ReportsOptions {
  store: ReportStore;
  /** Counts reviews that were made. @default nobody */
  usage?: Pick<UsagePort, "reportMade"> | undefined;
  /** @default the machine's clock */
  now?: (() => Date) | undefined;
}

/** Reviews, once the server is there that they ask. */
export interface Reports {
  port: ReportsPort;
  /** Makes the review of this id, or does nothing when it is there: whoever makes it twice has one. @throws as `make` */
  makeOnce(id: string, claims: Claims, request: PackRequest, language: Locale): Promise<void>;
  start(server: Asked): void;
}

/** Packs that a list has at most. */
const MOST_LISTED = 200;

/** Business reviews for a host that has an app state: made of what the asker sees, opened as far as the opener does. */
export function createReports({ store, usage, now = () => new Date() }: ReportsOptions): Reports {
  let server: Asked | null = null;
  const asked = (): Asked => {
    if (server) return server;
    throw new ServerError("not_ready", "The server is starting. Ask again in a moment.");
  };
  /** Null while the model can't be read: packs open all the same. */
  const catalogOf = (claims: Claims) =>
    asked()
      .catalog(claims)
      .catch(() => null);

  async function readable(claims: Claims, id: string): Promise<KeptPack | null> {
    const kept = await store.pack(id);
    return kept && seesRowsOf(kept.snapshot.access.filters, claims) ? kept : null;
  }

  /** As the reader sees it; null where nothing of it is theirs. */
  async function present(kept: KeptPack, claims: Claims): Promise<Pack | null> {
    const snapshot = visiblePart(kept.snapshot, claims, await catalogOf(claims));
    if (snapshot.kpis.length === 0) return null;
    const [narrative, comments, actions] = await Promise.all([
      store.narrative(kept.id),
      store.comments(kept.id),
      store.actions(snapshot.period, kept.rows),
    ]);
    if (!narrative) return null;
    const seen = new Set(snapshot.kpis.map(({ kpi }) => kpi.id));
    return {
      ...summaryOf(kept),
      snapshot,
      narrative,
      comments: comments.filter(({ kpi }) => kpi === null || seen.has(kpi)),
      actions,
      hidden: kept.snapshot.kpis.length - snapshot.kpis.length,
      mayWrite: mayWriteReports(claims),
    };
  }

  async function open(claims: Claims, id: string): Promise<Pack | null> {
    const kept = await readable(claims, id);
    return kept && (await present(kept, claims));
  }

  /** The pack for somebody who writes into it. */
  async function forWriting(claims: Claims, id: string): Promise<{ kept: KeptPack; pack: Pack } | null> {
    const kept = await readable(claims, id);
    const pack = kept && (await present(kept, claims));
    return pack && kept ? { kept, pack } : null;
  }

  /** Packs of which the reader sees such a KPI. */
  async function listed(claims: Claims, kind: PackKind | null, isMeant: (kpi: string) => boolean) {
    const catalog = await catalogOf(claims);
    return (await store.packs(kind, MOST_LISTED))
      .filter(
        ({ snapshot }) =>
          seesRowsOf(snapshot.access.filters, claims) &&
          visiblePart(snapshot, claims, catalog).kpis.some(({ kpi }) => isMeant(kpi.id)),
      )
      .map(summaryOf);
  }

  const change = (claims: Claims) => ({ by: claims.sub, at: now().getTime() });

  /** Asks the numbers and keeps them, with a draft of the narrative in a language. */
  async function make(
    claims: Claims,
    { kind, period: name, values = {} }: PackRequest,
    language: Locale,
    id?: string,
  ): Promise<KeptPack> {
    const at = now();
    const { timeZone } = await asked().catalog(claims);
    const period = packPeriod(kind, name, { now: at, timeZone });
    const answer = await askPack(asked(), claims, period, values, at);
    if (answer.kpis.length === 0) {
      throw new ServerError("role_missing", "Your role sees no KPI, so there is nothing to review.", {
        members: claims.roles,
      });
    }
    const access = { roles: claims.roles, filters: cutsOf(claims) };
    const snapshot = toSnapshot({ period, values, access }, answer.kpis, answer.catalog, answer.report);
    const kept = await store.addPack(
      { rows: audienceOf(claims).rows, madeAt: at.getTime(), madeBy: claims.sub, snapshot },
      draftNarrative(snapshot, language),
      id,
    );
    const seconds = (now().getTime() - at.getTime()) / 1000;
    await usage?.reportMade(claims, { kind, seconds, fromPack: true });
    return kept;
  }

  const port: ReportsPort = {
    tenant: store.tenant,
    list: (claims, kind) => listed(claims, kind, () => true),
    showing: (claims, names) => listed(claims, null, (id) => names.includes(id)),
    async make(claims, request) {
      const kept = await make(claims, request, "es");
      const pack = await present(kept, claims);
      if (!pack)
        throw new ServerError("internal_error", "The review was kept but can't be shown. Open it from the list.");
      return pack;
    },
    open,
    async changedSince(claims, id) {
      const pack = await open(claims, id);
      if (!pack) return null;
      const { snapshot } = pack;
      const ids = new Set(snapshot.kpis.map(({ kpi }) => kpi.id));
      // Of the same rows as the pack, which its reader sees all of.
      const same = { ...claims, filters: snapshot.access.filters };
      const { kpis } = await askPack(asked(), same, snapshot.period, snapshot.values, now(), ids);
      return changedSince(snapshot, kpis);
    },
    async write(claims, id, text, basedOn) {
      const found = await forWriting(claims, id);
      if (!found) return null;
      const problems = narrativeProblems(text, found.pack.snapshot, formatOf(found.pack));
      if (text.length > MAX_NARRATIVE || problems.length > 0) return invalidText(text, problems);
      const written = await store.writeNarrative(id, text, { ...change(claims), basedOn });
      return written ?? CHANGED;
    },
    async comment(claims, id, comment) {
      const found = await forWriting(claims, id);
      if (!found || !mayRemark(claims)) return null;
      const isKnown = comment.kpi === null || found.pack.snapshot.kpis.some(({ kpi }) => kpi.id === comment.kpi);
      return isKnown ? await store.addComment(id, comment, change(claims)) : null;
    },
    async addAction(claims, id, action) {
      const found = await forWriting(claims, id);
      return found && (await store.addAction(found.pack.period, found.kept.rows, action, change(claims)));
    },
    async closeAction(claims, id, action) {
      const found = await forWriting(claims, id);
      if (!found) return null;
      const closed = await store.closeAction(found.pack.period, found.kept.rows, action, change(claims));
      return closed ?? CLOSED;
    },
  };

  return {
    port,
    async makeOnce(id, claims, request, language) {
      if (!(await store.pack(id))) await make(claims, request, language, id);
    },
    start(running) {
      server = running;
    },
  };
}

/** The row filters of a token, without keys that cut nothing. */
function cutsOf({ filters }: Claims): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(filters).flatMap(([key, allowed]) => (allowed ? [[key, allowed]] : [])));
}

const CHANGED: ReportRefusal = {
  refused: "changed",
  message: "Somebody else changed the text meanwhile. Look at theirs, then save yours again.",
};

const CLOSED: ReportRefusal = { refused: "closed", message: "There is no such open action in this review." };

function invalidText(text: string, problems: ReturnType<typeof narrativeProblems>): ReportRefusal {
  if (text.length > MAX_NARRATIVE) {
    return {
      refused: "invalid",
      message: `The text has ${text.length} characters; at most ${MAX_NARRATIVE} are taken.`,
    };
  }
  return {
    refused: "invalid",
    message: problems.map(({ message }) => message.en).join(" "),
    fields: problems.map(({ found, message }) => ({ path: found, message: message.en })),
  };
}

function summaryOf({ id, madeAt, madeBy, snapshot }: KeptPack): PackSummary {
  const { period, values, access } = snapshot;
  return { id, period, values, madeAt: new Date(madeAt).toISOString(), madeBy, roles: access.roles };
}

function formatOf({ snapshot }: Pack): FormatContext {
  return { locale: "es", currency: snapshot.currency, timeZone: snapshot.timeZone };
}
