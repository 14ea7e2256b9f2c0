/** Initials on a disc whose tint is the person's own, always the same. */
export function Avatar({ initials, size = "medium" }: { initials: string; size?: "small" | "medium" }) {
  const tint = [...initials].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 5;
  return (
    <span className="avatar" data-size={size} data-tint={tint} aria-hidden="true">
      {initials}
    </span>
  );
}
