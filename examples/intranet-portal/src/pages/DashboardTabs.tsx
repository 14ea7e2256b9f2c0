import { usePreferences } from "../preferences.tsx";
import { Link, usePath } from "../router.tsx";
import { useSession } from "../session.tsx";

/**
 * The pages of the section and who each is for, most theirs first. It only spares the others a page they can do nothing with: what they
 * may see, the token says.
 */
const TABS = [
  { href: "/tablero/ejecutiva", key: "executive", roles: ["director", "analyst", "consultant"] },
  { href: "/tablero/operativa", key: "operational", roles: ["marketing", "analyst", "consultant"] },
  { href: "/tablero/tecnica", key: "technical", roles: ["devops", "analyst", "consultant"] },
  { href: "/tablero/revisiones", key: "reviews", roles: ["director", "marketing", "devops", "analyst", "consultant"] },
  { href: "/tablero/alertas", key: "alerts", roles: ["director", "marketing", "devops", "analyst", "consultant"] },
  { href: "/tablero/reglas", key: "alertRules", roles: ["director", "marketing", "devops", "analyst", "consultant"] },
  { href: "/tablero/graficos", key: "charts", roles: ["marketing", "analyst", "director", "devops", "consultant"] },
  { href: "/tablero/metricas", key: "metrics", roles: ["director", "marketing", "devops", "analyst", "consultant"] },
  {
    href: "/tablero/sugerencias",
    key: "suggestions",
    roles: ["director", "marketing", "devops", "analyst", "consultant"],
  },
  { href: "/tablero/adopcion", key: "adoption", roles: ["analyst", "consultant"] },
  { href: "/tablero/integraciones", key: "integrations", roles: ["devops"] },
  { href: "/tablero/embudo", key: "funnel", roles: ["marketing", "analyst", "consultant"] },
] as const;

function tabsOf(role: string) {
  return TABS.filter(({ roles }) => roles.some((one) => one === role));
}

/** The page that a path of the section opens: the section's own path opens the first page that is for the role. */
export function dashboardPath(path: string, role: string): string {
  return path === "/tablero" ? (tabsOf(role)[0]?.href ?? path) : path;
}

/** The pages of the section Tablero, for those who have more than one. */
export function DashboardTabs() {
  const { t } = usePreferences();
  const { person } = useSession();
  const path = dashboardPath(usePath(), person.role);
  const tabs = tabsOf(person.role);
  if (tabs.length < 2) return null;
  return (
    <nav aria-label={t.dashboard.tabs}>
      <ul className="tabs">
        {tabs.map(({ href, key }) => (
          <li key={href}>
            <Link href={href} keepsSearch aria-current={path === href ? "page" : undefined}>
              {t.dashboard[key]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
