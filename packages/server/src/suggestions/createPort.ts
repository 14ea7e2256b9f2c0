import { randomUUID } from "node:crypto";
import {
  type CatalogKpi,
  type Claims,
  experimentProblems,
  mayWriteKind,
  nextStatuses,
  type SuggestionAnchor,
  type SuggestionInput,
  type SuggestionRefusal,
  type SuggestionRows,
  type SuggestionsPort,
  suggestionDeeds,
  suggestionRows,
  textProblem,
} from "@northstar/core";
import { EXPERIMENT_WORDS, TEXT_WORDS } from "./problemWords.ts";
import { readResult } from "./readResult.ts";
import { createSight, type Seen, type SightParts } from "./sight.ts";
import type { NewNotice, StoredSuggestion, SuggestionStore } from "./types.ts";

interface PortParts extends SightParts {
  store: SuggestionStore;
  now: () => number;
}

const PAGE = 200;
const NOTICES = 100;
const EXCERPT = 160;

/** Answers for suggestions: everything as the claims see it, whoever they are. */
export function createSuggestionsPort(parts: PortParts): SuggestionsPort {
  const { store, now, server } = parts;
  const sight = createSight(parts);

  /** One that the reader sees, with its KPI. */
  async function find(claims: Claims, id: string): Promise<Seen | null> {
    sight.own(claims, store.tenant);
    const [kpis, suggestion] = await Promise.all([sight.kpis(claims), store.get(id)]);
    return suggestion && sight.see(suggestion, kpis, claims);
  }

  async function viewOf(claims: Claims, id: string) {
    const seen = await find(claims, id);
    return seen && sight.view(seen, claims);
  }

  async function changed(claims: Claims, id: string): Promise<SuggestionRefusal | null> {
    const present = await viewOf(claims, id);
    if (!present) return null;
    const message = "Somebody changed it meanwhile. Look at what is there now, and make your change again.";
    return { refused: "suggestion_changed", message, present };
  }

  const telling = (
    suggestion: Pick<StoredSuggestion, "id">,
    by: Claims,
    text: string,
    told: readonly (readonly [reason: NewNotice["reason"], recipient: string])[],
  ): NewNotice[] => {
    const recipients = new Map<string, NewNotice["reason"]>();
    for (const [reason, recipient] of told) {
      if (recipient !== by.sub && !recipients.has(recipient)) recipients.set(recipient, reason);
    }
    return [...recipients].map(([recipient, reason]) => ({
      recipient,
      reason,
      suggestionId: suggestion.id,
      by: by.sub,
      at: now(),
      excerpt: [...text].slice(0, EXCERPT).join(""),
    }));
  };

  const mentionsOf = (ids: readonly string[]) => ids.map((id) => ["mention", id] as const);

  return {
    tenant: store.tenant,

    async list(claims, { kpi, status, isMine }) {
      sight.own(claims, store.tenant);
      const kpis = await sight.kpis(claims);
      const names = sight.namesOf(kpis, kpi);
      const author = isMine ? claims.sub : undefined;
      const found: Seen[] = [];
      let after: StoredSuggestion | undefined;
      do {
        const page = await store.page({ kpis: names, status, author, after, limit: PAGE });
        found.push(...page.flatMap((one) => sight.see(one, kpis, claims) ?? []));
        after = page.length === PAGE ? page.at(-1) : undefined;
      } while (after && found.length <= PAGE);
      return {
        suggestions: found.slice(0, PAGE).map((seen) => sight.view(seen, claims)),
        hasMore: found.length > PAGE,
      };
    },

    get: viewOf,

    async create(claims, input) {
      sight.own(claims, store.tenant);
      const kpi = sight.find(await sight.kpis(claims), input.anchor.kpi);
      if (!kpi) return invalid("anchor.kpi", "There is no such KPI, or it isn't for you to see.");
      if (!mayWriteKind(input.kind, claims.roles)) {
        const message =
          "Suggestions and experiments are written by the roles consultant and analyst. A comment is open to you.";
        return { refused: "suggestion_denied", message };
      }
      const { refusal, rows } = check(kpi, input, claims);
      if (refusal) return refusal;
      const id = randomUUID();
      const mentions = sight.mentions(input.text, kpi, rows);
      const { kind, anchor, text, experiment = null } = input;
      await store.add(
        {
          id,
          kpi: kpi.id,
          kind,
          anchor,
          rows,
          text,
          mentions,
          experiment,
          author: claims.sub,
          at: now(),
          editedAt: null,
          status: "open",
          decidedBy: null,
          decidedAt: null,
          version: 1,
        },
        telling({ id }, claims, text, mentionsOf(mentions)),
      );
      return (await viewOf(claims, id)) ?? invalid("anchor", "It can't be read by yourself.");
    },

    async reply(claims, id, text) {
      const seen = await find(claims, id);
      if (!seen) return null;
      const problem = textRefusal(text);
      if (problem) return problem;
      const { suggestion, kpi } = seen;
      const mentions = sight.mentions(text, kpi, suggestion.rows);
      const told = [...mentionsOf(mentions), ["reply", suggestion.author] as const];
      const reply = { id: randomUUID(), author: claims.sub, at: now(), text, mentions };
      const isThere = await store.addReply(id, reply, telling(suggestion, claims, text, told));
      return isThere ? await viewOf(claims, id) : null;
    },

    async setStatus(claims, id, status, basedOn) {
      const seen = await find(claims, id);
      if (!seen) return null;
      const { suggestion } = seen;
      if (suggestion.version !== basedOn) return await changed(claims, id);
      const { statuses } = deedsOf(seen, claims);
      if (!statuses.includes(status)) {
        const message = nextStatuses(suggestion).includes(status)
          ? `Its status is changed by the KPI's owner (${seen.kpi.owner}) and by analysts.`
          : `From "${suggestion.status}" it can't become "${status}".`;
        return { refused: "suggestion_denied", message };
      }
      const at = now();
      const notices = telling(suggestion, claims, suggestion.text, [["status", suggestion.author]]);
      const change = { status, decidedBy: claims.sub, decidedAt: at };
      const isDone = await store.change(id, basedOn, change, { sub: claims.sub, at }, notices);
      return isDone ? await viewOf(claims, id) : await changed(claims, id);
    },

    async edit(claims, id, text, basedOn) {
      const seen = await find(claims, id);
      if (!seen) return null;
      const { suggestion, kpi } = seen;
      if (suggestion.version !== basedOn) return await changed(claims, id);
      if (!deedsOf(seen, claims).edit) return notTheirs();
      const problem = textRefusal(text);
      if (problem) return problem;
      const mentions = sight.mentions(text, kpi, suggestion.rows);
      const fresh = mentions.filter((one) => !suggestion.mentions.includes(one));
      const at = now();
      const notices = telling(suggestion, claims, text, mentionsOf(fresh));
      const isDone = await store.change(
        id,
        basedOn,
        { text, mentions, editedAt: at },
        { sub: claims.sub, at },
        notices,
      );
      return isDone ? await viewOf(claims, id) : await changed(claims, id);
    },

    async takeBack(claims, id, basedOn) {
      const seen = await find(claims, id);
      if (!seen) return null;
      if (seen.suggestion.version !== basedOn) return await changed(claims, id);
      if (!deedsOf(seen, claims).takeBack) return notTheirs();
      const isDone = await store.takeBack(id, basedOn, { sub: claims.sub, at: now() });
      return isDone ? { done: true } : await changed(claims, id);
    },

    async result(claims, id) {
      const seen = await find(claims, id);
      const experiment = seen?.suggestion.experiment;
      return seen && experiment ? await readResult(server(), claims, seen.kpi, experiment, now()) : null;
    },

    async people(claims, kpiId) {
      sight.own(claims, store.tenant);
      const kpi = sight.find(await sight.kpis(claims), kpiId);
      return kpi && sight.peopleOf(kpi, claims);
    },

    async notices(claims) {
      sight.own(claims, store.tenant);
      const [kpis, found] = await Promise.all([sight.kpis(claims), store.notices(claims.sub, NOTICES)]);
      const notices = found.flatMap(({ notice, suggestion }) => {
        const seen = sight.see(suggestion, kpis, claims);
        return seen ? [sight.notice(notice, seen)] : [];
      });
      return { notices, unread: notices.filter(({ isRead }) => !isRead).length };
    },

    async readNotices(claims, ids) {
      sight.own(claims, store.tenant);
      await store.markRead(claims.sub, ids ?? null, now());
    },
  };

  function deedsOf({ suggestion, kpi }: Seen, claims: Claims) {
    return suggestionDeeds({ ...suggestion, author: { id: suggestion.author } }, claims, sight.ownerRoles(kpi, claims));
  }
}

const NO_ROWS: SuggestionRows = {};

function check(
  kpi: CatalogKpi,
  { kind, anchor, text, experiment }: SuggestionInput,
  claims: Claims,
): { refusal: SuggestionRefusal | null; rows: SuggestionRows } {
  const refused = (refusal: SuggestionRefusal) => ({ refusal, rows: NO_ROWS });
  const problem = textRefusal(text);
  if (problem) return refused(problem);
  if ((kind === "experiment") !== (experiment !== undefined)) {
    return refused(invalid("experiment", "An experiment has its dates and variants, and nothing else has."));
  }
  if (experiment) {
    const problems = experimentProblems(kpi, experiment);
    const fields = problems.map(({ path, problem: code }) => ({ path, message: EXPERIMENT_WORDS[code] }));
    const [first] = fields;
    if (first) return refused({ refused: "suggestion_invalid", message: first.message, fields });
  }
  const stranger = strangeFilter(kpi, anchor, claims);
  if (stranger)
    return refused(invalid(`anchor.values.${stranger}`, `The KPI isn't yours to filter by ${stranger} so.`));
  const rows = suggestionRows(anchor, claims.filters);
  if (!rows) return refused(invalid("anchor.values", "Nothing of what you see is left by these filters."));
  return { refusal: null, rows };
}

/** A chosen dimension that isn't the KPI's, or of which values are chosen that the reader doesn't see. */
function strangeFilter({ dimensions }: CatalogKpi, anchor: SuggestionAnchor, { filters }: Claims): string | undefined {
  if (anchor.kind !== "tile") return undefined;
  return Object.keys(anchor.values).find((name) => {
    const allowed = filters[name];
    const isOutside = allowed && !(anchor.values[name] ?? []).every((value) => allowed.includes(value));
    return isOutside || !(dimensions ?? []).includes(name);
  });
}

function textRefusal(text: string): SuggestionRefusal | null {
  const problem = textProblem(text);
  return problem && invalid("text", TEXT_WORDS[problem]);
}

function invalid(path: string, message: string): SuggestionRefusal {
  return { refused: "suggestion_invalid", message, fields: [{ path, message }] };
}

function notTheirs(): SuggestionRefusal {
  const message = "Only its author changes it or takes it back, and only while it is open.";
  return { refused: "suggestion_denied", message };
}
