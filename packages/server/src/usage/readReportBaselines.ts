import type { ReportMadeKind } from "@northstar/core";
import { ServerError } from "../errors.ts";

const KINDS: readonly ReportMadeKind[] = ["wbr", "mbr", "qbr", "export"];

/**
 * Minutes that reports took before there was a dashboard, as a setting writes them: `wbr=90,mbr=240,qbr=600`. Kinds that it leaves out are
 * compared with nothing, and so are all without it.
 * @throws ServerError `option_invalid`
 */
export function readReportBaselines(text: string | undefined): Partial<Record<ReportMadeKind, number>> {
  const baselines: Partial<Record<ReportMadeKind, number>> = {};
  for (const part of (text ?? "").split(",")) {
    if (part.trim() === "") continue;
    const [, name = "", minutes = ""] = /^\s*([a-z]+)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
    const kind = KINDS.find((one) => one === name);
    if (!kind || !(Number(minutes) > 0)) {
      throw new ServerError(
        "option_invalid",
        `NORTHSTAR_REPORT_BASELINE_MINUTES: "${part.trim()}" isn't one of ${KINDS.join(", ")} with its minutes, such as mbr=240.`,
        { members: ["NORTHSTAR_REPORT_BASELINE_MINUTES"] },
      );
    }
    baselines[kind] = Number(minutes);
  }
  return baselines;
}
