import { dimensionValueWords, valueTexts } from "@northstar/core";
import { useInterface } from "../components/interface.ts";

/** One or two values of a dimension, as readers call them. */
export function ChosenWords({ name, values }: { name: string; values: readonly string[] }) {
  const { t, format } = useInterface(valueTexts);
  return <>{values.map((value) => dimensionValueWords(name, value, t, format.locale)).join(", ")}</>;
}
