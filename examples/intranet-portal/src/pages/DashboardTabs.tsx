import { usePreferences } from "../preferences.tsx";
import { Link, usePath } from "../router.tsx";

const TABS = [
  ["/tablero", "overview"],
  ["/tablero/embudo", "funnel"],
] as const;

/** The pages of the section Tablero. */
export function DashboardTabs() {
  const { t } = usePreferences();
  const path = usePath();
  return (
    <nav aria-label={t.dashboard.tabs}>
      <ul className="tabs">
        {TABS.map(([href, key]) => (
          <li key={href}>
            <Link href={href} aria-current={path === href ? "page" : undefined}>
              {t.dashboard[key]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
