import { createContext, type ReactNode, useContext, useRef } from "react";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { useScheme } from "./useScheme.ts";

const InsideRoot = createContext(false);

/** The border to the host's page: tokens, theme and armor begin here. One inside another adds nothing. */
export function Root({ children, className, style, fit = "container" }: RootProps) {
  const isInside = useContext(InsideRoot);
  const { theme, locale } = useNorthstar();
  const element = useRef<HTMLDivElement>(null);
  const scheme = useScheme(element, theme);
  if (isInside) return children;
  return (
    <InsideRoot.Provider value={true}>
      <div
        ref={element}
        className={className === undefined ? "ns-root" : `ns-root ${className}`}
        style={style}
        data-ns-fit={fit}
        data-ns-theme={theme}
        data-ns-scheme={scheme}
        lang={locale}
      >
        {children}
      </div>
    </InsideRoot.Provider>
  );
}

/** How a host arranges a component: its outer box only. */
export interface BoxProps {
  className?: string | undefined;
  style?: React.CSSProperties | undefined;
}

interface RootProps extends BoxProps {
  children: ReactNode;
  /** `content`: as wide as what is in it, for controls. `container`: as wide as it may be, and what is in it asks how wide. @default "container" */
  fit?: "container" | "content";
}
