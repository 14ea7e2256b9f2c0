import type { CatalogKpi } from "@northstar/core";
import { createContext, useContext } from "react";
import type { RulesInterface } from "./texts.ts";

/** What the parts of the form share. */
export interface RuleFormContext {
  ui: RulesInterface;
  /** By title. */
  kpis: readonly CatalogKpi[];
  /** What is wrong at a path or beneath it, in words; `isExact` leaves out what is beneath. */
  problemAt(path: string, isExact?: boolean): string | null;
}

export const RuleForm = createContext<RuleFormContext | null>(null);

/** @throws Error outside of the form */
export function useRuleForm(): RuleFormContext {
  const context = useContext(RuleForm);
  if (!context) throw new Error("A field of a rule is drawn outside of its form.");
  return context;
}
