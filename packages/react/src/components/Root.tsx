import { createContext, type ReactNode, useContext, useRef } from "react";
import { useNorthstarContext } from "../provider/context.ts";
import { TileBoundary, type TileBoundaryProps } from "./TileBoundary.tsx";
import { useScheme } from "./useScheme.ts";

const InsideRoot = createContext(false);

/**
 * The border to the host's page: tokens, theme and armor begin here, and what goes wrong while drawing ends here. One inside another
 * adds that last alone.
 */
export function Root({ children, className, style, fit = "container", tile, kpi }: RootProps) {
  const isInside = useContext(InsideRoot);
  const { theme, density, locale, direction } = useNorthstarContext();
  const element = useRef<HTMLDivElement>(null);
  const scheme = useScheme(element, theme);
  const content = (
    <TileBoundary tile={tile} kpi={kpi}>
      {children}
    </TileBoundary>
  );
  if (isInside) return content;
  return (
    <InsideRoot.Provider value={true}>
      <div
        ref={element}
        className={className === undefined ? "ns-root" : `ns-root ${className}`}
        style={style}
        data-ns-fit={fit}
        data-ns-theme={theme}
        data-ns-density={density}
        data-ns-scheme={scheme}
        lang={locale}
        dir={direction}
      >
        {content}
      </div>
    </InsideRoot.Provider>
  );
}

/** How a host arranges a component: its outer box only. */
export interface BoxProps {
  /** Classes of the outer box. */
  className?: string | undefined;
  /** Styles of the outer box: how wide it is, where it stands. */
  style?: React.CSSProperties | undefined;
}

interface RootProps extends BoxProps, Pick<TileBoundaryProps, "tile" | "kpi"> {
  children: ReactNode;
  /** `content`: as wide as what is in it, for controls. `container`: as wide as it may be, and what is in it asks how wide. @default "container" */
  fit?: "container" | "content";
}
