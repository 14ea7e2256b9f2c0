import "@northstar/react/styles.css";
import { StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { HostApp, type ViewName } from "./HostApp.tsx";

// What the server sent becomes alive, in StrictMode; what React mends without a word in the console is told too.
const place = document.querySelector<HTMLElement>("#app");
if (!place) throw new Error("No #app");
hydrateRoot(
  place,
  <StrictMode>
    <HostApp view={place.dataset.view as ViewName} />
  </StrictMode>,
  { onRecoverableError: (error) => console.error("recovered", error) },
);
