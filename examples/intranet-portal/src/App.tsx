import { type ComponentType, lazy, Suspense, useEffect } from "react";
import type { Messages } from "./messages/index.ts";
import { Agenda } from "./pages/Agenda.tsx";
import { DashboardTabs, dashboardPath } from "./pages/DashboardTabs.tsx";
import { Documents } from "./pages/Documents.tsx";
import { Home } from "./pages/Home.tsx";
import { NotFound } from "./pages/NotFound.tsx";
import { People } from "./pages/People.tsx";
import { Programs } from "./pages/Programs.tsx";
import { usePreferences } from "./preferences.tsx";
import { usePath } from "./router.tsx";
import { useSession } from "./session.tsx";
import { Shell } from "./shell/Shell.tsx";

// The analytics load with their page: the rest of the intranet doesn't pay for them.
const Reviews = lazy(() => import("./pages/Reviews.tsx").then((module) => ({ default: module.Reviews })));
const Adoption = lazy(() => import("./pages/Adoption.tsx").then((module) => ({ default: module.Adoption })));
const Alerts = lazy(() => import("./pages/Alerts.tsx").then((module) => ({ default: module.Alerts })));
const AlertRules = lazy(() => import("./pages/AlertRules.tsx").then((module) => ({ default: module.AlertRules })));
const Charts = lazy(() => import("./pages/Charts.tsx").then((module) => ({ default: module.Charts })));
const Dashboard = lazy(() => import("./pages/Dashboard.tsx").then((module) => ({ default: module.Dashboard })));
const Funnel = lazy(() => import("./pages/Funnel.tsx").then((module) => ({ default: module.Funnel })));
const Integrations = lazy(() =>
  import("./pages/Integrations.tsx").then((module) => ({ default: module.Integrations })),
);
const Metrics = lazy(() => import("./pages/Metrics.tsx").then((module) => ({ default: module.Metrics })));
const Operational = lazy(() => import("./pages/Operational.tsx").then((module) => ({ default: module.Operational })));
const Suggestions = lazy(() => import("./pages/Suggestions.tsx").then((module) => ({ default: module.Suggestions })));
const Technical = lazy(() => import("./pages/Technical.tsx").then((module) => ({ default: module.Technical })));

const PAGES: Record<string, { title: keyof Messages["nav"]; Page: ComponentType }> = {
  "/": { title: "home", Page: Home },
  "/personas": { title: "people", Page: People },
  "/programas": { title: "programs", Page: Programs },
  "/tablero/ejecutiva": { title: "executive", Page: Dashboard },
  "/tablero/operativa": { title: "operational", Page: Operational },
  "/tablero/embudo": { title: "funnel", Page: Funnel },
  "/tablero/tecnica": { title: "technical", Page: Technical },
  "/tablero/revisiones": { title: "reviews", Page: Reviews },
  "/tablero/alertas": { title: "alerts", Page: Alerts },
  "/tablero/reglas": { title: "alertRules", Page: AlertRules },
  "/tablero/graficos": { title: "charts", Page: Charts },
  "/tablero/metricas": { title: "metrics", Page: Metrics },
  "/tablero/sugerencias": { title: "suggestions", Page: Suggestions },
  "/tablero/adopcion": { title: "adoption", Page: Adoption },
  "/tablero/integraciones": { title: "integrations", Page: Integrations },
  "/documentos": { title: "documents", Page: Documents },
  "/agenda": { title: "agenda", Page: Agenda },
};

export function App() {
  const { person } = useSession();
  const path = dashboardPath(usePath(), person.role);
  const { t } = usePreferences();
  const route = PAGES[path];

  useEffect(() => {
    document.title = `${route ? t.nav[route.title] : t.notFound.title} · ${t.brand} · Intranet`;
  }, [route, t]);

  return (
    <Shell>
      {path.startsWith("/tablero") && <DashboardTabs />}
      <Suspense fallback={<p className="page-loading">{t.loading}</p>}>
        {route ? <route.Page key={path} /> : <NotFound />}
      </Suspense>
    </Shell>
  );
}
