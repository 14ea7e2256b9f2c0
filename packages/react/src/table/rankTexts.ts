/**
 * Each text's place in the order of a language, "2" before "10"; texts that the language doesn't tell apart share a place. To compare
 * two texts as a language does takes a microsecond, and sorting 100,000 takes 1.7 million comparisons: here they are first put in a
 * rough order that costs little, after which the language's own sort has next to nothing to move and compares each once or twice.
 */
export function rankTexts(texts: Iterable<string>, locale: string): ReadonlyMap<string, number> {
  const collator = new Intl.Collator(locale, { numeric: true });
  const sorted = [...new Set(texts)]
    .map((text) => [roughKey(text), text] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .sort(collator.compare);
  const ranks = new Map<string, number>();
  let rank = 0;
  let before: string | null = null;
  for (const text of sorted) {
    if (before !== null && collator.compare(before, text) !== 0) rank += 1;
    ranks.set(text, rank);
    before = text;
  }
  return ranks;
}

/** Without accents and case, numbers as wide as one another, without what languages pass over first. */
function roughKey(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/\d+/g, (digits) => digits.padStart(12, "0"));
}
