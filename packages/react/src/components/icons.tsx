/** A question mark in a ring. */
export function WhyIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.5" />
      <path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.8.6-.8 1.1v.2M8 11.4h.01" />
    </svg>
  );
}

export function CloseIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4 4l8 8M12 4l-8 8" />
    </svg>
  );
}

export function CaretIcon() {
  return (
    <svg className="ns-select-caret" viewBox="0 0 10 10" aria-hidden="true">
      <path d="M2 3.75 5 6.75 8 3.75" />
    </svg>
  );
}

export function ArrowIcon({ direction }: { direction: "up" | "down" }) {
  return (
    <svg className="ns-arrow" viewBox="0 0 11 9" aria-hidden="true">
      <path d={direction === "up" ? "M5.5 0 11 9H0z" : "M5.5 9 0 0h11z"} />
    </svg>
  );
}

export function LockIcon() {
  return (
    <svg className="ns-lock" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2" />
    </svg>
  );
}

export function CheckIcon() {
  return (
    <svg className="ns-check" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4 8.5 7 11.5 12.5 5" />
    </svg>
  );
}

/** Points to what comes next; turned for what was before. */
export function ChevronIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M6 3.5 10.5 8 6 12.5" />
    </svg>
  );
}

/** Three dots: more to do with what is beside them. */
export function MoreIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />
    </svg>
  );
}

/** Into what is behind something. */
export function OpenIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M6 3.5 10.5 8 6 12.5" />
    </svg>
  );
}
