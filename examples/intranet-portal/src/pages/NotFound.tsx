import { usePreferences } from "../preferences.tsx";
import { Link } from "../router.tsx";
import { PageHead } from "./PageHead.tsx";

export function NotFound() {
  const { t } = usePreferences();
  return (
    <>
      <PageHead title={t.notFound.title} intro={t.notFound.text} />
      <Link href="/">{t.notFound.back}</Link>
    </>
  );
}
