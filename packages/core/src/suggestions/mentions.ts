import type { SuggestionPerson } from "./types.ts";

/** Somebody named in a text: `text.slice(start, end)` is the name with its `@`. */
export interface Mention {
  id: string;
  start: number;
  end: number;
}

const WORD = /[\p{L}\p{N}_]/u;

/**
 * Who is named in a text as `@name` or `@id`, in any case, of a list of people; the longest name counts. An address such as `ana@example.com`
 * names nobody, nor does a name that goes on (`@anabel` is not `@ana`).
 */
export function findMentions(text: string, people: readonly SuggestionPerson[]): Mention[] {
  const handles = people
    .flatMap(({ id, name }) => [id, name].map((handle) => ({ id, handle: handle.toLowerCase() })))
    .filter(({ handle }) => handle !== "")
    .sort((one, other) => other.handle.length - one.handle.length);
  const found: Mention[] = [];
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    if (at > 0 && WORD.test(text.charAt(at - 1))) continue;
    const match = handles.find(
      ({ handle }) =>
        text.slice(at + 1, at + 1 + handle.length).toLowerCase() === handle &&
        !WORD.test(text.charAt(at + 1 + handle.length)),
    );
    if (match) found.push({ id: match.id, start: at, end: at + 1 + match.handle.length });
  }
  return found;
}

/** Ids of those named, each once, in the order of the text. */
export function mentionedIds(text: string, people: readonly SuggestionPerson[]): string[] {
  return [...new Set(findMentions(text, people).map(({ id }) => id))];
}
