import type { ChartFont } from "./chartInput.ts";

/** Widths in em, rounded up, of the letters that are far from the usual in the fonts portals use; digits as wide as each other. */
const NARROW = /[ .,:;'|!iíjlIft()\u00a0\u202f]/;
const WIDE = /[mwMWÑ@%—…]/;
/** Scripts whose letters fill their square. */
const SQUARE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/;

/** px that a text may take. The drawing is made where nothing can be measured too: on a server, in a file. */
export function estimateTextWidth(text: string, font: ChartFont): number {
  let em = 0;
  for (const letter of text) em += widthOf(letter);
  return em * font.size;
}

function widthOf(letter: string): number {
  if (NARROW.test(letter)) return 0.33;
  if (WIDE.test(letter)) return 0.9;
  if (SQUARE.test(letter)) return 1;
  if (letter >= "0" && letter <= "9") return 0.62;
  return letter !== letter.toLowerCase() ? 0.69 : 0.58;
}

/** The text, or as much of its start as `width` px hold, with an ellipsis. */
export function cutText(text: string, width: number, font: ChartFont): string {
  if (estimateTextWidth(text, font) <= width) return text;
  const room = width / font.size - widthOf("…");
  let em = 0;
  let cut = "";
  for (const letter of text) {
    em += widthOf(letter);
    if (em > room) break;
    cut += letter;
  }
  return `${cut.trimEnd()}…`;
}
