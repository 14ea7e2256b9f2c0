/** Names that sources use and Intl doesn't. */
const OTHER_NAMES: Record<string, string> = {
  usa: "US",
  "united states of america": "US",
  uk: "GB",
  turkey: "TR",
  "czech republic": "CZ",
  "south korea": "KR",
  "hong kong": "HK",
  macao: "MO",
  "myanmar (burma)": "MM",
  "ivory coast": "CI",
};

let codes: Map<string, string> | undefined;

function nameToCode(): Map<string, string> {
  if (codes) return codes;
  codes = new Map(Object.entries(OTHER_NAMES));
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  for (const language of ["en", "es"]) {
    const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    for (const first of letters) {
      for (const second of letters) {
        const name = names.of(first + second);
        const key = name?.toLowerCase();
        if (key !== undefined && !codes.has(key)) codes.set(key, first + second);
      }
    }
  }
  return codes;
}

const known = new Map<string, string | null>();

/** ISO 3166 alpha-2 code of a country given by name (English, Spanish) or code; a name nobody knows stays as it is. */
export function countryOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const found = known.get(value);
  if (found !== undefined) return found;
  const name = value.trim();
  const code = /^[a-z]{2}$/i.test(name) ? name.toUpperCase() : (nameToCode().get(name.toLowerCase()) ?? name);
  const result = name === "" || name.startsWith("(") || name === "<Other>" ? null : code;
  if (known.size < 10_000) known.set(value, result);
  return result;
}
