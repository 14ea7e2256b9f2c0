import type { Locale } from "../preferences.tsx";
import { en } from "./en.ts";
import { es, type Messages } from "./es.ts";

export type { Messages } from "./es.ts";

export const messages: Record<Locale, Messages> = { es, en };
