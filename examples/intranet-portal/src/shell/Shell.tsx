import { type ReactNode, useRef } from "react";
import { usePreferences } from "../preferences.tsx";
import { Link } from "../router.tsx";
import { useSession } from "../session.tsx";
import { Avatar } from "./Avatar.tsx";
import { Mark } from "./Mark.tsx";
import { Navigation } from "./Navigation.tsx";

/** The frame of every page: a sidebar on a desk, a top bar with a drawer on a phone. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = usePreferences();
  const { person } = useSession();
  const drawer = useRef<HTMLDialogElement>(null);
  const close = () => drawer.current?.close();

  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <div className="sidebar">
        <Navigation />
      </div>
      <header className="topbar">
        <button
          type="button"
          className="topbar__menu"
          aria-haspopup="dialog"
          onClick={() => drawer.current?.showModal()}
        >
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path d="M3 5.5h14M3 10h14M3 14.5h14" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
          </svg>
          <span className="visually-hidden">{t.menu}</span>
        </button>
        <Link href="/" className="brand">
          <Mark />
          {t.brand}
        </Link>
        <Avatar initials={person.initials} size="small" />
      </header>
      <dialog ref={drawer} className="drawer" aria-label={t.menu}>
        <button type="button" className="drawer__close" onClick={close}>
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path d="m5 5 10 10M15 5 5 15" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
          </svg>
          <span className="visually-hidden">{t.closeMenu}</span>
        </button>
        <Navigation onFollow={close} />
      </dialog>
      <main id="content" className="content" tabIndex={-1}>
        {children}
        <footer className="footer">{t.footer}</footer>
      </main>
    </div>
  );
}
