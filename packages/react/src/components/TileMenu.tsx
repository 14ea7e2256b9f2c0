import { type KeyboardEvent, lazy, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { MoreIcon } from "./icons.tsx";
import { useInterface } from "./interface.ts";
import { TileBoundary } from "./TileBoundary.tsx";
import type { TileTwin } from "./tileTwin.tsx";
import { usePlaceBeside } from "./usePlaceBeside.ts";

const load = () => import("../export/TileMenuList.tsx").then(({ TileMenuList: list }) => ({ default: list }));
const TileMenuList = lazy(load);
// A failure here is met again, and told, when the menu is opened.
const prefetch = () => void load().catch(() => {});

const SAID_MS = 3000;

/**
 * The `⋯` of a tile: a menu button by the ARIA Authoring Practices, on the browser's own popover. What is in the menu is loaded when
 * the pointer or the focus comes near.
 */
export function TileMenu(props: TileMenuProps) {
  const { t } = useInterface();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [opening, setOpening] = useState<"first" | "last" | null>(null);
  const [said, setSaid] = useState("");

  useEffect(() => {
    const menu = panel.current;
    if (!menu || !button.current) return;
    // As a property and not as an attribute: React 18 doesn't know it.
    button.current.popoverTargetElement = menu;
    const follow = (event: Event) => {
      const isOpen = (event as ToggleEvent).newState === "open";
      setOpening((old) => (isOpen ? (old ?? "first") : null));
    };
    menu.addEventListener("beforetoggle", follow);
    return () => menu.removeEventListener("beforetoggle", follow);
  }, []);

  usePlaceBeside(panel, button, opening !== null);

  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  const openByArrow = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpening(event.key === "ArrowUp" ? "last" : "first");
    panel.current?.showPopover();
  };

  return (
    <span className="ns-tile-menu">
      <button
        ref={button}
        type="button"
        className="ns-icon-button"
        aria-haspopup="menu"
        aria-expanded={opening !== null}
        aria-label={t("export.menu", { title: props.title })}
        title={t("export.menu_short")}
        onPointerEnter={prefetch}
        onFocus={prefetch}
        onKeyDown={openByArrow}
      >
        <MoreIcon />
      </button>
      <div ref={panel} popover="auto" className="ns-popover ns-menu">
        {opening !== null && (
          <TileBoundary>
            <Suspense fallback={<p className="ns-note">{t("export.loading")}</p>}>
              <TileMenuList
                {...props}
                from={opening}
                onClose={(message = "") => {
                  panel.current?.hidePopover();
                  button.current?.focus({ preventScroll: true });
                  setSaid(message);
                }}
              />
            </Suspense>
          </TileBoundary>
        )}
      </div>
      <span className="ns-tile-said" aria-live="polite">
        {said}
      </span>
    </span>
  );
}

/** An entry of a tile's menu of its own: "Ver detalle". */
export interface TileMenuItem {
  id: string;
  label: string;
  onSelect(): void;
}

export interface TileMenuProps {
  /** Name of the tile. */
  title: string;
  /** The tile itself, for its picture. */
  tile: RefObject<HTMLElement | null>;
  twin: TileTwin;
  onTable(isTable: boolean): void;
  /** Whether the rows are single persons or events: not every role may take those along. */
  rowsOfPeople: boolean;
  items: readonly TileMenuItem[];
}
