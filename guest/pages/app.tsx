import "@northstar/react/styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { HostApp, type ViewName } from "./HostApp.tsx";

// A view in a host's React page; the element says which; the event `leave` takes it away.
const place = document.querySelector<HTMLElement>("#app");
if (!place) throw new Error("No #app");
const root = createRoot(place);
place.addEventListener("leave", () => root.unmount());
root.render(
  <StrictMode>
    <HostApp view={place.dataset.view as ViewName} />
  </StrictMode>,
);
