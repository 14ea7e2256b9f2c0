import { type ReactNode, useId, useRef } from "react";
import { CloseIcon } from "../components/icons.tsx";
import { useInterface } from "../components/interface.ts";
import { useBrowserLayoutEffect } from "../components/useBrowserLayoutEffect.ts";

/**
 * A dialog over the page, on the browser's own `<dialog>`: it keeps the focus inside, Escape and a click beside it close it, and focus
 * goes back. On a phone it comes from below. Drawn means open: whoever draws it takes it away in `onClose`.
 */
export function Sheet({ title, heading, size = "small", onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { t } = useInterface();
  useBrowserLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const { ownerDocument } = element;
    const opener = activeElement(ownerDocument);
    // Not the attribute: only the call makes it modal. StrictMode runs this twice.
    if (!element.open) element.showModal();
    return () => {
      // Also when it is taken away without having been closed, as by the back button: the browser gives the focus back only on closing.
      const hadFocus = element.matches(":focus-within") || activeElement(ownerDocument) === ownerDocument.body;
      element.close();
      if (hadFocus && opener?.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  const close = () => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      className="ns-sheet"
      data-size={size}
      aria-labelledby={titleId}
      onClose={(event) => {
        if (event.target === event.currentTarget && !event.currentTarget.open) onClose();
      }}
      // What happens in it isn't the tile's, in which it may be drawn.
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation();
        if (event.target === event.currentTarget) close();
      }}
    >
      <div className="ns-sheet-body">
        <div className="ns-popover-header">
          <h2 id={titleId} className={heading ? "ns-visually-hidden" : "ns-sheet-title"}>
            {title}
          </h2>
          {heading}
          <button type="button" className="ns-icon-button" aria-label={t("why.close")} onClick={close}>
            <CloseIcon />
          </button>
        </div>
        {children(close)}
      </div>
    </dialog>
  );
}

/** What has the focus, also within shadow roots. */
function activeElement(page: Document): HTMLElement | null {
  let active = page.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active && "focus" in active ? (active as HTMLElement) : null;
}

interface SheetProps {
  title: string;
  /** Seen in the title's place, which names the dialog all the same. */
  heading?: ReactNode;
  /** @default "small" */
  size?: "small" | "large";
  onClose: () => void;
  children(close: () => void): ReactNode;
}
