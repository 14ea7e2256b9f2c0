import { createTranslator, type FormatContext, type Translator } from "@northstar/core";
import { useMemo } from "react";
import { useNorthstar } from "../hooks/useNorthstar.ts";

/** What a component needs to speak to its reader. */
export interface Interface {
  t: Translator;
  format: FormatContext;
}

/** Texts and formats of the provider's language. */
export function useInterface(): Interface {
  const { locale, messages, format } = useNorthstar();
  return useMemo(() => ({ t: createTranslator(locale, messages), format }), [locale, messages, format]);
}
