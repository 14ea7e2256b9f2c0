import {
  type CatalogKpi,
  type Claims,
  findKpi,
  mentionedIds,
  type SuggestionNotice,
  type SuggestionPerson,
  type SuggestionRows,
  type SuggestionView,
  seesRows,
  suggestionDeeds,
} from "@northstar/core";
import { ServerError } from "../errors.ts";
import { type PeopleFile, rolesOfOwner, seesAnchor } from "./people.ts";
import type { Asked } from "./readResult.ts";
import type { StoredNotice, StoredSuggestion } from "./types.ts";

/** A suggestion with its KPI, which its reader sees. */
export interface Seen {
  suggestion: StoredSuggestion;
  kpi: CatalogKpi;
}

export interface SightParts {
  people: PeopleFile;
  /** @throws ServerError `not_ready` */
  server: () => Asked;
}

/** What readers see of suggestions: those about a KPI of their catalogue, and about rows that their row filters let through. */
export function createSight({ people: file, server }: SightParts) {
  const byId = new Map(file.people.map((person) => [person.id, person]));
  const named = (id: string): SuggestionPerson => ({ id, name: byId.get(id)?.name ?? id });
  const when = (time: number) => new Date(time).toISOString();

  const ownerRoles = (kpi: CatalogKpi, { roles }: Claims) => rolesOfOwner(kpi.owner, file, roles);

  function peopleSeeing(kpi: CatalogKpi, rows: SuggestionRows): SuggestionPerson[] {
    return file.people.filter((person) => seesAnchor(person, kpi.roles, rows)).map(({ id, name }) => ({ id, name }));
  }

  return {
    ownerRoles,
    /** @throws ServerError `not_found` for readers of another tenant: here nothing is theirs */
    own({ tenant }: Claims, expected: string): void {
      if (tenant !== expected) throw new ServerError("not_found", "There are no suggestions for this tenant.");
    },
    kpis: async (claims: Claims): Promise<readonly CatalogKpi[]> => (await server().catalog(claims)).kpis,
    find: (kpis: readonly CatalogKpi[], id: string): CatalogKpi | null => findKpi(kpis, id)?.kpi ?? null,
    /** Names under which suggestions on a KPI, or on all, may be kept. */
    namesOf(kpis: readonly CatalogKpi[], id?: string): string[] {
      const asked = id === undefined ? kpis : [findKpi(kpis, id)?.kpi ?? []].flat();
      return asked.flatMap((kpi) => [kpi.id, ...(kpi.aliases ?? []).map((alias) => alias.id)]);
    },
    see(suggestion: StoredSuggestion, kpis: readonly CatalogKpi[], { filters }: Claims): Seen | null {
      const kpi = findKpi(kpis, suggestion.kpi)?.kpi;
      return kpi && seesRows(suggestion.rows, filters) ? { suggestion, kpi } : null;
    },
    mentions: (text: string, kpi: CatalogKpi, rows: SuggestionRows) => mentionedIds(text, peopleSeeing(kpi, rows)),
    /** Who may be mentioned by a reader: only people who see at least the rows that the reader writes about. */
    peopleOf: (kpi: CatalogKpi, { filters }: Claims) =>
      peopleSeeing(
        kpi,
        Object.fromEntries(Object.entries(filters).flatMap(([key, values]) => (values ? [[key, values]] : []))),
      ),
    view({ suggestion, kpi }: Seen, claims: Claims): SuggestionView {
      const { id, kind, anchor, text, mentions, experiment, at, editedAt, status, version, replies } = suggestion;
      const author = named(suggestion.author);
      return {
        id,
        kind,
        anchor: { ...anchor, kpi: kpi.id },
        text,
        mentions: mentions.map(named),
        ...(experiment && { experiment }),
        author,
        at: when(at),
        editedAt: editedAt === null ? null : when(editedAt),
        status,
        decided:
          suggestion.decidedBy === null || suggestion.decidedAt === null
            ? null
            : { by: named(suggestion.decidedBy), at: when(suggestion.decidedAt) },
        version,
        replies: replies.map((reply) => ({
          id: reply.id,
          at: when(reply.at),
          author: named(reply.author),
          text: reply.text,
          mentions: reply.mentions.map(named),
        })),
        may: suggestionDeeds({ kind, status, author }, claims, ownerRoles(kpi, claims)),
      };
    },
    notice({ id, suggestionId, reason, by, at, readAt, excerpt }: StoredNotice, { kpi }: Seen): SuggestionNotice {
      return { id, suggestionId, kpi: kpi.id, reason, by: named(by), at: when(at), isRead: readAt !== null, excerpt };
    },
  };
}
