import { lazy, memo, Suspense, useRef } from "react";
import { WhyIcon } from "./icons.tsx";
import { useInterface } from "./interface.ts";
import { Popover } from "./Popover.tsx";
import { TileBoundary } from "./TileBoundary.tsx";
import type { WhySubject } from "./why/whySubject.ts";

/** "Why this number?": what it means, where it comes from, and what is in force while it is shown. Loaded when it is asked for. */
export const Why = memo(function Why({ value, title, look = "icon" }: WhyProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { t, format } = useInterface();
  const subjects = isList(value) ? value : [value];
  const name = title ?? subjects[0]?.kpi.title[format.locale];
  if (name === undefined) return null;
  return (
    <>
      <button
        ref={button}
        type="button"
        className={look === "icon" ? "ns-icon-button" : "ns-link"}
        aria-label={`${t("why.button")} ${name}`}
        title={look === "icon" ? t("why.button") : undefined}
        onPointerEnter={prefetch}
        onFocus={prefetch}
      >
        {look === "icon" ? <WhyIcon /> : t("why.button")}
      </button>
      <Popover anchor={button} title={name} look="sheet">
        {() => (
          // Of its own: a panel that can't be loaded takes no number away.
          <TileBoundary>
            <Suspense fallback={<p className="ns-note">{t("why.loading")}</p>}>
              <WhyPanel subjects={subjects} />
            </Suspense>
          </TileBoundary>
        )}
      </Popover>
    </>
  );
});

const load = () => import("./why/WhyPanel.tsx").then(({ WhyPanel: panel }) => ({ default: panel }));
const WhyPanel = lazy(load);
// A failure here is met again, and told, when the panel is opened.
const prefetch = () => void load().catch(() => {});

function isList(value: WhyProps["value"]): value is readonly WhySubject[] {
  return Array.isArray(value);
}

export interface WhyProps {
  /** What is asked about: a value, or several of one tile. */
  value: WhySubject | readonly WhySubject[];
  /** Heading of the panel. @default the first one's name */
  title?: string | undefined;
  /** @default "icon" */
  look?: "icon" | "text";
}
