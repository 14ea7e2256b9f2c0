import "@northstar/react/links.css";
import "@northstar/react/reports.css";
import "@northstar/react/suggestions.css";
import { ShareLink } from "@northstar/react/links";
import { DownloadView, type DownloadViewProps } from "@northstar/react/reports";
import { TileSuggestions } from "@northstar/react/suggestions";
import { usePath } from "../router.tsx";
import { useSession } from "../session.tsx";
import { dashboardPath } from "./DashboardTabs.tsx";

/** What can be done with a whole view, above it. */
export function ViewTools({ view }: Pick<DownloadViewProps, "view">) {
  const { person } = useSession();
  // The section's own address is another page for another role.
  const path = dashboardPath(usePath(), person.role);
  return (
    <>
      <div className="view-tools">
        <DownloadView view={view} />
        <ShareLink address={`${location.origin}${path}`} />
      </div>
      {/* A dialog, wherever it stands. */}
      <TileSuggestions />
    </>
  );
}
