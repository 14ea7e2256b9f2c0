import { ExecutiveView, NorthstarProvider, OperationalView, TechnicalView } from "@northstar/react";
import { NOW } from "../../stories/support/clock.ts";
import { answerOperational, OPERATIONAL_CATALOG } from "../../stories/support/operational.ts";
import { createFakeFetch } from "../../stories/support/server.ts";
import { TECHNICAL_CATALOG } from "../../stories/support/technicalKpis.ts";
import { answerTechnical } from "../../stories/support/technicalServer.ts";

/** Each view, and a server in memory that has data for it. */
const VIEWS = {
  executive: { View: ExecutiveView, server: createFakeFetch() },
  operational: {
    View: OperationalView,
    server: createFakeFetch({ catalog: OPERATIONAL_CATALOG, answer: answerOperational }),
  },
  technical: { View: TechnicalView, server: createFakeFetch({ catalog: TECHNICAL_CATALOG, answer: answerTechnical }) },
};

export type ViewName = keyof typeof VIEWS;

const getToken = () => "a-token";
/** The clock of the browser. That of a server which rendered the page is another one. */
const browserClock = () => NOW;

/** What a host with a React of its own writes. */
export function HostApp({ view, now = browserClock, theme = "auto" }: HostAppProps) {
  const { View, server } = VIEWS[view];
  return (
    <NorthstarProvider apiUrl="https://northstar.test" getToken={getToken} fetch={server} now={now} theme={theme}>
      <View />
    </NorthstarProvider>
  );
}

interface HostAppProps {
  view: ViewName;
  /** @default the browser's clock, which stands still */
  now?: () => Date;
  /** @default "auto" */
  theme?: "auto" | "light" | "dark";
}

export const VIEW_NAMES = Object.keys(VIEWS) as ViewName[];
