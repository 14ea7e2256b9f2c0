import { createContext, type ReactNode, useContext } from "react";
import { useNorthstar } from "../hooks/useNorthstar.ts";

const InsideRoot = createContext(false);

/** The border to the host's page: tokens, theme and armor begin here. One inside another adds nothing. */
export function Root({ children, className, style }: RootProps) {
  const isInside = useContext(InsideRoot);
  const { theme, locale } = useNorthstar();
  if (isInside) return children;
  return (
    <InsideRoot.Provider value={true}>
      <div
        className={className === undefined ? "ns-root" : `ns-root ${className}`}
        style={style}
        data-ns-theme={theme}
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
}
