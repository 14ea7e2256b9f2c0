import { CHART_LIMITS } from "@northstar/core/own-charts";

/** Values typed with commas between them. One that was there before and has a comma in it stays whole: "Bogotá, D. C.". */
export function typedValues(text: string, before: readonly string[]): string[] {
  const held = before
    .filter((value) => value.includes(","))
    .reduce((left, value) => left.replace(value, () => value.replaceAll(",", "\0")), text);
  return held
    .split(",")
    .slice(0, CHART_LIMITS.values)
    .map((value) => value.replaceAll("\0", ",").trimStart().slice(0, CHART_LIMITS.value));
}
