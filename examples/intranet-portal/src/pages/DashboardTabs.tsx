import { usePreferences } from "../preferences.tsx";
import { Link, usePath } from "../router.tsx";
import { useSession } from "../session.tsx";

const OVERVIEW = ["/tablero", "overview"] as const;
const FUNNEL = ["/tablero/embudo", "funnel"] as const;

/** Who the funnel is for. It only spares the others a page they can do nothing with: what they may see, the token says. */
const FUNNEL_ROLES: readonly string[] = ["marketing", "analyst", "consultant"];

/** The pages of the section Tablero. */
export function DashboardTabs() {
  const { t } = usePreferences();
  const { person } = useSession();
  const path = usePath();
  const tabs = FUNNEL_ROLES.includes(person.role) ? [OVERVIEW, FUNNEL] : [OVERVIEW];
  return (
    <nav aria-label={t.dashboard.tabs}>
      <ul className="tabs">
        {tabs.map(([href, key]) => (
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
