/** How far a value is on the way to its target. The bar ends at the target; the words say how far beyond. */
export function ProgressBar({ label, share, text }: ProgressBarProps) {
  const width = share === null ? 0 : Math.max(0, Math.min(1, share));
  return (
    <div className="ns-progress">
      <span>{label}</span>
      <span className="ns-track" aria-hidden="true" style={{ "--ns-share": width } as React.CSSProperties} />
      <span>{text}</span>
    </div>
  );
}

export interface ProgressBarProps {
  /** What the target is of: `Meta de noviembre`. */
  label: string;
  /** Fraction of the target, null when the value isn't known. */
  share: number | null;
  /** The share in words: `88 % de 9.500`. */
  text: string;
}
