import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { CloseIcon } from "./icons.tsx";
import { useInterface } from "./interface.ts";
import { useFocusWhenShown } from "./useFocusWhenShown.ts";
import { usePlaceBeside } from "./usePlaceBeside.ts";

/**
 * A small dialog beside a button, on the browser's own popover: Escape and a click outside close it and focus goes back.
 * It lies in the top layer, so no `overflow` or `z-index` of the host's can cut it.
 */
export function Popover({ anchor, title, children, panel: given, opens = "click", look = "beside" }: PopoverProps) {
  const own = useRef<HTMLDivElement>(null);
  const panel = given ?? own;
  const [isOpen, setOpen] = useState(false);
  const titleId = useId();
  const { t } = useInterface();

  useEffect(() => {
    const element = panel.current;
    const trigger = anchor.current;
    if (!element || !trigger) return;
    // As a property and not as an attribute: React 18 doesn't know it. It makes the button toggle, and focus return to it.
    if (opens === "click" && trigger instanceof HTMLButtonElement) trigger.popoverTargetElement = element;
    const followState = (event: Event) => {
      const next = (event as ToggleEvent).newState === "open";
      if (next) setOpen(true);
      trigger.setAttribute("aria-expanded", String(next));
      if (!next) returnFocus(element, trigger);
    };
    // Not before: with what has the focus gone, the browser would have none to give back.
    const empty = (event: Event) => {
      if ((event as ToggleEvent).newState === "closed") setOpen(false);
    };
    trigger.setAttribute("aria-expanded", "false");
    trigger.setAttribute("aria-haspopup", "dialog");
    element.addEventListener("beforetoggle", followState);
    element.addEventListener("toggle", empty);
    return () => {
      element.removeEventListener("beforetoggle", followState);
      element.removeEventListener("toggle", empty);
    };
  }, [anchor, panel, opens]);

  usePlaceBeside(panel, anchor, isOpen);
  // What is in it may have taken the focus before.
  useFocusWhenShown(panel, isOpen, (element) => (element.matches(":focus-within") ? null : element));

  return (
    <div
      ref={panel}
      popover="auto"
      className="ns-popover"
      data-look={look}
      role="dialog"
      aria-labelledby={titleId}
      tabIndex={-1}
      onBlur={(event) => {
        // It isn't modal: whoever goes on by Tab leaves it, and what has the focus must not lie under it.
        const next = event.relatedTarget;
        if (!(next instanceof Node) || next === anchor.current || event.currentTarget.contains(next)) return;
        event.currentTarget.hidePopover();
      }}
    >
      {isOpen && (
        <>
          <div className="ns-popover-header">
            <p id={titleId} className="ns-popover-title">
              {title}
            </p>
            <button
              type="button"
              className="ns-icon-button"
              aria-label={t("why.close")}
              onClick={() => panel.current?.hidePopover()}
            >
              <CloseIcon />
            </button>
          </div>
          {children(() => panel.current?.hidePopover())}
        </>
      )}
    </div>
  );
}

/** The browser gives the focus back by itself, but Chromium not within a shadow root. */
function returnFocus(panel: HTMLElement, trigger: HTMLElement): void {
  const root = panel.getRootNode();
  if (!(root instanceof ShadowRoot) || !panel.contains(root.activeElement)) return;
  const give = () => {
    if (root.activeElement === null || panel.contains(root.activeElement)) trigger.focus({ preventScroll: true });
  };
  panel.addEventListener("toggle", give, { once: true });
}

interface PopoverProps {
  /** What it lies beside and returns focus to. */
  anchor: RefObject<HTMLElement | null>;
  title: string;
  /** Drawn only while it is open; gets what closes it. */
  children(close: () => void): ReactNode;
  /** The panel itself, for whoever opens it by a call. */
  panel?: RefObject<HTMLDivElement | null>;
  /** `click`: the anchor is a button that opens it. `call`: something else calls `showPopover` on it. @default "click" */
  opens?: "click" | "call";
  /** `sheet`: from the foot of the window, over all its width, where that is narrow. @default "beside" */
  look?: "beside" | "sheet";
}
