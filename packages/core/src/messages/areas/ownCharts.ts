import type { Texts } from "../texts.ts";

const es = { "own_charts.title": "Mis gráficos" } as const;
export type OwnChartsKey = keyof typeof es;
const en: Record<OwnChartsKey, string> = { "own_charts.title": "My charts" };
/** Own charts. */
export const ownChartsTexts: Texts<OwnChartsKey> = { es, en };
