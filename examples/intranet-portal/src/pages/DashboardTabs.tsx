import { usePreferences } from "../preferences.tsx";
import { Link, usePath } from "../router.tsx";
import { useSession } from "../session.tsx";

const TABS = [
  ["/tablero", "overview"],
  ["/tablero/embudo", "funnel"],
] as const;

/** Who the funnel is for. It only spares the others a page they can do nothing with: what they may see, the token says. */
const FUNNEL_ROLES: readonly string[] = ["marketing", "analyst", "consultant"];

/** The pages of the section Tablero, for those who have more than one. */
export function DashboardTabs() {
  const { t } = usePreferences();
  const { person } = useSession();
  const path = usePath();
  if (!FUNNEL_ROLES.includes(person.role)) return null;
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
