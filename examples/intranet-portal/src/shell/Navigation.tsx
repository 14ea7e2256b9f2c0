import { usePreferences } from "../preferences.tsx";
import { Link, usePath } from "../router.tsx";
import { useSession } from "../session.tsx";
import { Avatar } from "./Avatar.tsx";
import { Mark } from "./Mark.tsx";
import { Settings } from "./Settings.tsx";

const SECTIONS = [
  ["/", "home"],
  ["/personas", "people"],
  ["/programas", "programs"],
  ["/tablero", "dashboard"],
  ["/documentos", "documents"],
  ["/agenda", "agenda"],
] as const;

/** What the sidebar holds on a desk and the drawer on a phone. */
export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const { t, locale } = usePreferences();
  const { person, logOut } = useSession();
  const path = usePath();
  const isCurrent = (href: string) => path === href || (href !== "/" && path.startsWith(`${href}/`));

  return (
    <>
      <Link href="/" className="brand" {...(onFollow ? { onClick: onFollow } : {})}>
        <Mark />
        {t.brand}
      </Link>
      <nav aria-label={t.navigation}>
        <ul className="sections">
          {SECTIONS.map(([href, key]) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={isCurrent(href) ? "page" : undefined}
                {...(onFollow ? { onClick: onFollow } : {})}
              >
                {t.nav[key]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="account">
        <Settings />
        <div className="account__person">
          <Avatar initials={person.initials} />
          <span className="account__text">
            <span className="account__name">{person.name}</span>
            <span className="account__position">{person.position[locale]}</span>
          </span>
          <button type="button" className="account__leave" onClick={() => void logOut()}>
            {t.account.logOut}
          </button>
        </div>
      </div>
    </>
  );
}
