import { dimensionValueWords, valueTexts } from "@northstar/core";
import { useCallback } from "react";
import { useInterface } from "../interface.ts";

/** Says a dimension's value in the reader's words. Stable between renders. */
export function useValueWords(): (dimension: string, value: string | null | undefined) => string {
  const { t, format } = useInterface(valueTexts);
  return useCallback(
    (dimension, value) => dimensionValueWords(dimension, value ?? "", t, format.locale),
    [t, format.locale],
  );
}
