import type { KeyboardEvent, MouseEvent } from "react";

/** What a host may do with an item of a list. */
interface ItemChoice {
  isSelected: boolean;
  /** Chooses the item, or takes the choice back. */
  toggle?: (() => void) | undefined;
  /** Asks for what is behind it. */
  drill?: (() => void) | undefined;
}

/**
 * Handlers of the button that an item is, as places of charts have them: a click or Enter chooses, again takes back; a double click
 * drills, as does Enter on the chosen one (on any, without `toggle`); Escape takes back. Space and a reader's own click always choose.
 */
export function itemHandlers({ isSelected, toggle, drill }: ItemChoice) {
  return {
    onKeyDown(event: KeyboardEvent) {
      if (event.key === "Enter" && drill && (isSelected || !toggle)) {
        event.preventDefault();
        drill();
      } else if (event.key === "Escape" && isSelected && toggle) {
        event.preventDefault();
        toggle();
      }
    },
    onClick(event: MouseEvent) {
      // No pointer made it.
      if (!toggle && event.detail === 0) drill?.();
      // The second click of a drill must not take back what the first chose.
      else if (!(event.detail > 1 && drill && isSelected)) toggle?.();
    },
    onDoubleClick(event: MouseEvent) {
      if (!drill) return;
      event.stopPropagation();
      drill();
    },
  };
}
