import "@northstar/react/styles.css";
import { ExecutiveView, type Fetch, NorthstarProvider } from "@northstar/react";
import { createRoot } from "react-dom/client";
import { CATALOG, DENIED_CATALOG } from "../../stories/support/catalog.ts";
import { NOW } from "../../stories/support/clock.ts";
import { createFakeFetch, type FakeServerOptions } from "../../stories/support/server.ts";

/** Whose tokens each of the two servers was asked with. */
const asked: Record<string, string[]> = { director: [], consultant: [] };
Object.assign(window, { asked });

function serverOf(reader: string, options: FakeServerOptions): Fetch {
  const answer = createFakeFetch(options);
  return (input, init) => {
    asked[reader]?.push(new Headers(init?.headers).get("authorization") ?? "");
    return answer(input, init);
  };
}

/** A role that sees everything but the north star. */
const CONSULTANT = {
  ...CATALOG,
  kpis: CATALOG.kpis.filter(({ id }) => id !== "active_professionals"),
  denied: DENIED_CATALOG.denied.filter(({ id }) => id === "active_professionals"),
};

const servers = { director: serverOf("director", {}), consultant: serverOf("consultant", { catalog: CONSULTANT }) };
const now = () => NOW;
const place = document.querySelector("#app");
if (!place) throw new Error("No #app");
createRoot(place).render(
  <>
    <div id="director">
      <NorthstarProvider
        apiUrl="https://northstar.test"
        getToken={() => "token-of-director"}
        fetch={servers.director}
        now={now}
        locale="es"
        theme="light"
      >
        <ExecutiveView />
      </NorthstarProvider>
    </div>
    <div id="consultant">
      <NorthstarProvider
        apiUrl="https://northstar.test"
        getToken={() => "token-of-consultant"}
        fetch={servers.consultant}
        now={now}
        locale="en"
        theme="dark"
      >
        <ExecutiveView />
      </NorthstarProvider>
    </div>
  </>,
);
