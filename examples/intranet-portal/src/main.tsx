import "@fontsource-variable/inter";
import "./styles/tokens.css";
import "./styles/global.css";
import "./styles/shell.css";
import "./styles/login.css";
import "./styles/pages.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { PreferencesProvider } from "./preferences.tsx";
import { SessionGate } from "./session.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");

createRoot(root).render(
  <StrictMode>
    <PreferencesProvider>
      <SessionGate>
        <App />
      </SessionGate>
    </PreferencesProvider>
  </StrictMode>,
);
