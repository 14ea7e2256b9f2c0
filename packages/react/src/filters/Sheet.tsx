import { type ReactNode, useEffect, useId, useRef } from "react";
import { CloseIcon } from "../components/icons.tsx";
import { useInterface } from "../components/interface.ts";

/**
 * A dialog over the page, on the browser's own `<dialog>`: it keeps the focus inside, Escape and a click beside it close it, and focus
 * goes back. On a phone it comes from below. Drawn means open: whoever draws it takes it away in `onClose`.
 */
export function Sheet({ title, size = "small", onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { t } = useInterface();
  useEffect(() => {
    const element = dialog.current;
    // Not the attribute: only the call makes it modal. StrictMode runs this twice.
    if (element && !element.open) element.showModal();
    return () => element?.close();
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
          <h2 id={titleId} className="ns-sheet-title">
            {title}
          </h2>
          <button type="button" className="ns-icon-button" aria-label={t("why.close")} onClick={close}>
            <CloseIcon />
          </button>
        </div>
        {children(close)}
      </div>
    </dialog>
  );
}

interface SheetProps {
  title: string;
  /** @default "small" */
  size?: "small" | "large";
  onClose: () => void;
  children(close: () => void): ReactNode;
}
