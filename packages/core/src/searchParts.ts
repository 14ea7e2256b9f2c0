/** NUL is no text to a warehouse, and half a surrogate pair is no text at all. */
export function isSearchValue(value: string): boolean {
  return value.length <= MAX_VALUE_LENGTH && !value.includes("\u0000") && !/\p{Surrogate}/u.test(value);
}

/** As the server: longer values are refused there. */
const MAX_VALUE_LENGTH = 1000;

/** Parameters of the search part of a URL, as they are written. */
export function searchParts(search: string): string[] {
  return search
    .replace(/^\?/, "")
    .split("&")
    .filter((part) => part !== "");
}

/** Name and value of a parameter; what is no percent-encoding has neither. */
export function readSearchPart(part: string): readonly [name: string, value: string] {
  const at = part.indexOf("=");
  const name = at < 0 ? part : part.slice(0, at);
  try {
    return [decode(name), at < 0 ? "" : decode(part.slice(at + 1))];
  } catch {
    return ["", "\u0000"];
  }
}

/** A parameter; none where its value is no text. */
export function writeSearchPart(name: string, value: string): string[] {
  return isSearchValue(value) ? [`${encode(name)}=${encode(value)}`] : [];
}

/** Parameters as a search part: with its `?`, or empty. */
export function joinSearch(parts: readonly string[]): string {
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

/** What needs no escape in a search part stays readable. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(?:20|2F|3A|2C)/g, (code) => READABLE[code] ?? code);
}

const READABLE: Readonly<Record<string, string>> = { "%20": "+", "%2F": "/", "%3A": ":", "%2C": "," };
