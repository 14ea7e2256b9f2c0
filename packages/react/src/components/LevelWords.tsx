import type { Level } from "@northstar/core";
import { memo } from "react";
import { useInterface } from "./interface.ts";

/** Says to screen readers what amber and red say to the eye. */
export const LevelWords = memo(function LevelWords({ level }: { level: Level }) {
  const { t } = useInterface();
  if (level !== "amber" && level !== "red") return null;
  return <span className="ns-visually-hidden">{t(level === "red" ? "alerts.red" : "alerts.amber")}</span>;
});
