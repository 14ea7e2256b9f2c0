/** Fetched once a page: a font file's address and the data it is. */
const files = new Map<string, Promise<string | null>>();

/**
 * The page's web fonts of these families as `@font-face` rules that hold their files, as far as they have a letter of `text`: a picture
 * in the making can load nothing. Families that the system has need none; style sheets of other origins can't be read and are skipped.
 */
export async function embedFonts(families: string, text: string): Promise<string> {
  const wanted = families.split(",").map(familyName);
  const codes = new Set([...text].map((letter) => letter.codePointAt(0) ?? 0));
  const rules = [...document.styleSheets].flatMap(fontFaces).filter(({ style }) => {
    return wanted.includes(familyName(style.getPropertyValue("font-family"))) && covers(style, codes);
  });
  const faces = await Promise.all(rules.map(inlined));
  return faces.filter((face) => face !== null).join("\n");
}

function familyName(name: string): string {
  return name.trim().replaceAll(/^["']|["']$/g, "");
}

function fontFaces(sheet: CSSStyleSheet): CSSFontFaceRule[] {
  const collect = (rules: CSSRuleList): CSSFontFaceRule[] =>
    [...rules].flatMap((rule) => {
      if (rule instanceof CSSFontFaceRule) return [rule];
      if (rule instanceof CSSImportRule) return rule.styleSheet ? fontFaces(rule.styleSheet) : [];
      return rule instanceof CSSGroupingRule ? collect(rule.cssRules) : [];
    });
  try {
    return collect(sheet.cssRules);
  } catch {
    // Another origin's.
    return [];
  }
}

/** `U+0-FF, U+131, U+152-153, U+4??`: whether any of the letters is among them. */
function covers(style: CSSStyleDeclaration, codes: ReadonlySet<number>): boolean {
  const ranges = style.getPropertyValue("unicode-range");
  if (ranges === "") return true;
  return ranges.split(",").some((range) => {
    const [start = "", end = start] = range.trim().replace(/^u\+/i, "").split("-");
    const first = Number.parseInt(start.replaceAll("?", "0"), 16);
    const last = Number.parseInt(end.replaceAll("?", "F"), 16);
    return [...codes].some((code) => code >= first && code <= last);
  });
}

async function inlined({ style, parentStyleSheet }: CSSFontFaceRule): Promise<string | null> {
  const address = /url\(["']?([^"')]+)["']?\)/.exec(style.getPropertyValue("src"))?.[1];
  if (address === undefined) return null;
  const whole = new URL(address, parentStyleSheet?.href ?? document.baseURI).href;
  const found = files.get(whole) ?? readFile(whole);
  files.set(whole, found);
  const data = await found;
  if (data === null) return null;
  const named = ["font-family", "font-weight", "font-style", "font-stretch", "unicode-range"]
    .map((name) => [name, style.getPropertyValue(name)] as const)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}:${value}`);
  return `@font-face{${named.join(";")};src:url(${data})}`;
}

/** A file as a `data:` address; null where it can't be read: the system's font is drawn then. */
async function readFile(address: string): Promise<string | null> {
  try {
    const response = await fetch(address);
    if (!response.ok) return null;
    const blob = await response.blob();
    return await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.onerror = () => resolve(null);
      reader.readAsDataURL(blob);
    });
  } catch {
    return null;
  }
}
