import { ExecutiveView, NorthstarProvider, OperationalView, TechnicalView } from "@northstar/react";
import { NOW } from "../../stories/support/clock.ts";
import { createFakeFetch } from "../../stories/support/server.ts";

const VIEWS = { executive: ExecutiveView, operational: OperationalView, technical: TechnicalView };

export type ViewName = keyof typeof VIEWS;

const server = createFakeFetch();
const getToken = () => "a-token";
/** The clock of the browser. That of a server which rendered the page is another one. */
const browserClock = () => NOW;

/** What a host with a React of its own writes. */
export function HostApp({ view, now = browserClock }: { view: ViewName; now?: () => Date }) {
  const View = VIEWS[view];
  return (
    <NorthstarProvider apiUrl="https://northstar.test" getToken={getToken} fetch={server} now={now}>
      <View />
    </NorthstarProvider>
  );
}

export const VIEW_NAMES = Object.keys(VIEWS) as ViewName[];
