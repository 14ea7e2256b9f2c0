import { formatAge } from "@northstar/core";
import type { KpiFreshness } from "../hooks/types.ts";
import { type Interface, useInterface } from "./interface.ts";

/** Freshness of a tile: a dot and an age; when a source is late, its name in amber. */
export function FreshnessMark({ freshness }: { freshness: KpiFreshness }) {
  const { t, format } = useInterface();
  const { status, lagSeconds, sloSeconds, lateSources } = freshness;
  const names = lateSources.map((source) => sourceName(source, t)).join(", ");
  if (status === "late") {
    const age = lagSeconds === null ? "" : formatAge(lagSeconds, format);
    const detail = t("freshness.late_one", { source: names, age, slo: formatAge(sloSeconds, format) });
    return (
      <span className="ns-badge" data-tone="warn" title={detail}>
        {t("freshness.late_badge", { source: names })}
      </span>
    );
  }
  if (lagSeconds === null) {
    if (status !== "never") return null;
    return (
      <span className="ns-badge" data-tone="warn">
        {t("freshness.never")}
      </span>
    );
  }
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
}

const SOURCE_KEYS = {
  ga4: "source.ga4",
  crm: "source.crm",
  email: "source.email",
  whatsapp: "source.whatsapp",
  content: "source.content",
  sponsorship: "source.sponsorship",
  referrals: "source.referrals",
  ops: "source.ops",
} as const;

/** A source's name for readers; its id when this version doesn't know it. */
export function sourceName(source: string, t: Interface["t"]): string {
  return source in SOURCE_KEYS ? t(SOURCE_KEYS[source as keyof typeof SOURCE_KEYS]) : source;
}
