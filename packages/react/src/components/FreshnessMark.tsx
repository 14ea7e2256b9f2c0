import { formatAge } from "@northstar/core";
import { memo } from "react";
import type { KpiFreshness } from "../hooks/types.ts";
import { type Interface, useInterface } from "./interface.ts";

/** Freshness of a tile: a dot and an age. What is late is said by `LateBadge` instead. */
export const FreshnessMark = memo(function FreshnessMark({
  freshness: { status, lagSeconds, sloSeconds },
}: {
  freshness: KpiFreshness;
}) {
  const { t, format } = useInterface();
  if (status !== "fresh" || lagSeconds === null) return null;
  const age = formatAge(lagSeconds, format);
  const detail = t("freshness.tile", { age, slo: formatAge(sloSeconds, format) });
  return (
    <span className="ns-freshness" data-status={status} title={detail}>
      <span className="ns-dot" aria-hidden="true" />
      <span className="ns-age" aria-hidden="true">
        {age}
      </span>
      <span className="ns-visually-hidden">{detail}</span>
    </span>
  );
});

/** Names the sources that are late, in amber. */
export const LateBadge = memo(function LateBadge({
  freshness: { status, lagSeconds, sloSeconds, lateSources },
}: {
  freshness: KpiFreshness;
}) {
  const { t, format } = useInterface();
  if (status === "fresh") return null;
  const source = lateSources.map((id) => sourceName(id, t)).join(", ");
  const age = lagSeconds === null ? "–" : formatAge(lagSeconds, format);
  return (
    <span
      className="ns-badge"
      data-tone="warn"
      title={
        status === "late" ? t("freshness.late_one", { source, age, slo: formatAge(sloSeconds, format) }) : undefined
      }
    >
      {status === "late" ? t("freshness.late_badge", { source }) : t("freshness.never")}
    </span>
  );
});

const SOURCE_KEYS = {
  ga4: "source.ga4",
  crm: "source.crm",
  email: "source.email",
  whatsapp: "source.whatsapp",
  content: "source.content",
  sponsorship: "source.sponsorship",
  referrals: "source.referrals",
  ops: "source.ops",
  usage: "source.usage",
} as const;

/** A source's name for readers; its id when this version doesn't know it. */
export function sourceName(source: string, t: Interface["t"]): string {
  return source in SOURCE_KEYS ? t(SOURCE_KEYS[source as keyof typeof SOURCE_KEYS]) : source;
}
