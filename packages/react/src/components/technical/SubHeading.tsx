import type { ReactNode } from "react";
import { Heading, HeadingLevel } from "../Heading.tsx";

/** Names a part of a tile, one level below the tile's own name. */
export function SubHeading({ children }: { children: ReactNode }) {
  return (
    <HeadingLevel level={4}>
      <Heading className="ns-card-subtitle">{children}</Heading>
    </HeadingLevel>
  );
}
