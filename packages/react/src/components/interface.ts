import { createTranslator, type FormatContext, type Texts, type Translator } from "@northstar/core";
import { useMemo } from "react";
import { useFormat } from "../hooks/useFormat.ts";
import { useNorthstarContext } from "../provider/context.ts";

/** What a component needs to speak to its reader. `K`: keys of the area whose texts it brought. */
export interface Interface<K extends string = never> {
  t: Translator<K>;
  format: FormatContext;
}

/** Texts and formats of the provider's language: those that are always there, and those of `texts`, which must not be made while drawing. */
export function useInterface<K extends string = never>(texts?: Texts<K>): Interface<K> {
  const { locale, messages } = useNorthstarContext();
  const format = useFormat();
  return useMemo(() => ({ t: createTranslator(locale, messages, texts), format }), [locale, messages, format, texts]);
}
