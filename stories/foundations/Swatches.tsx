import { useLayoutEffect, useRef, useState } from "react";

/** Colour tokens as they come out in the theme around them: a patch, the name and the colour. */
export function Swatches({ title, names }: { title: string; names: readonly string[] }) {
  return (
    <section style={{ marginBlockEnd: "var(--ns-space-8)" }}>
      <h2 style={HEADING}>{title}</h2>
      <ul style={GRID}>
        {names.map((name) => (
          <Swatch key={name} name={name} />
        ))}
      </ul>
    </section>
  );
}

function Swatch({ name }: { name: string }) {
  const patch = useRef<HTMLSpanElement>(null);
  const [colour, setColour] = useState("");
  useLayoutEffect(() => {
    if (patch.current) setColour(getComputedStyle(patch.current).backgroundColor);
  }, []);
  return (
    <li style={{ display: "flex", gap: "var(--ns-space-3)", alignItems: "center", listStyle: "none" }}>
      <span ref={patch} style={{ ...PATCH, background: `var(${name})` }} />
      <span>
        <code style={CODE}>{name}</code>
        <span style={{ ...CODE, display: "block", color: "var(--ns-text-muted)" }}>{toHex(colour)}</span>
      </span>
    </li>
  );
}

function toHex(colour: string): string {
  const channels = colour.match(/[\d.]+/g)?.map(Number) ?? [];
  if (channels.length !== 3) return colour;
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

export const HEADING = {
  margin: "0 0 var(--ns-space-4)",
  fontSize: "var(--ns-font-16)",
  fontWeight: 600,
  color: "var(--ns-text)",
} as const;
export const CODE = { fontSize: "var(--ns-font-12)", color: "var(--ns-text)" } as const;
const GRID = {
  display: "grid",
  gridTemplateColumns: "repeat(auto-fill, minmax(220px, 1fr))",
  gap: "var(--ns-space-4)",
  margin: 0,
  padding: 0,
} as const;
const PATCH = {
  inlineSize: 48,
  blockSize: 48,
  flex: "none",
  borderRadius: "var(--ns-card-radius)",
  border: "1px solid var(--ns-hairline)",
} as const;
