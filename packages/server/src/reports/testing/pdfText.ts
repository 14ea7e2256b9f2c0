import { inflateSync } from "node:zlib";

/** The texts of a PDF as pdfkit writes them: glyphs of each font read by its own `ToUnicode` map (PDF 32000-1, 9.10.3), in the order in which they are drawn. */
export function pdfText(bytes: Uint8Array): string {
  const file = Buffer.from(bytes).toString("latin1");
  const objects = new Map([...file.matchAll(/(\d+) 0 obj\s([\s\S]*?)endobj/g)].map(([, id, body]) => [id, body ?? ""]));
  const fonts = new Map<string, Map<number, string>>();
  for (const [, name = "", id] of file.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const [, map] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? "") ?? [];
    if (map !== undefined) fonts.set(name, readMap(unpack(objects.get(map) ?? "")));
  }
  return [...objects.values()]
    .map(unpack)
    .filter((stream) => /\bBT\b/.test(stream))
    .map((stream) => readTexts(stream, fonts))
    .join("\n");
}

function unpack(body: string): string {
  const [, data] = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(body) ?? [];
  if (data === undefined) return "";
  try {
    return inflateSync(Buffer.from(data, "latin1")).toString("latin1");
  } catch {
    return "";
  }
}

/** `<0000> <00ff> [<0020> <0041> …]` */
function readMap(text: string): Map<number, string> {
  const glyphs = new Map<number, string>();
  for (const [, from = "0", list = ""] of text.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    [...list.matchAll(/<([0-9a-f\s]*)>/gi)].forEach(([, hex = ""], index) => {
      const units = hex.replaceAll(/\s/g, "").match(/.{4}/g) ?? [];
      const letters = units.map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join("");
      glyphs.set(Number.parseInt(from, 16) + index, letters);
    });
  }
  return glyphs;
}

function readTexts(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let glyphs: ReadonlyMap<number, string> = new Map();
  let text = "";
  for (const [, font, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? glyphs;
    else {
      for (const [, hex = ""] of (shown ?? "").matchAll(/<([0-9a-f]+)>/gi)) {
        for (const code of hex.match(/.{4}/g) ?? []) text += glyphs.get(Number.parseInt(code, 16)) ?? "?";
      }
      text += "\n";
    }
  }
  return text;
}
