import { createContext, type ReactNode, useContext } from "react";

const Level = createContext(3);

/** Headings inside are one level lower, so a tile's heading fits wherever the tile stands. */
export function HeadingLevel({ level, children }: { level: 3 | 4; children: ReactNode }) {
  return <Level.Provider value={level}>{children}</Level.Provider>;
}

export function Heading({ id, className, children }: { id?: string; className: string; children: ReactNode }) {
  const Tag = useContext(Level) === 4 ? "h4" : "h3";
  return (
    <Tag id={id} className={className}>
      {children}
    </Tag>
  );
}
