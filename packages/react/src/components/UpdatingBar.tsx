import { useEffect, useState } from "react";
import { useInterface } from "./interface.ts";

const WORTH_A_BAR_MS = 400;

/** A small bar at the top edge of a tile whose new number is long in coming: what takes less isn't worth one. */
export function UpdatingBar() {
  const { t } = useInterface();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), WORTH_A_BAR_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    // Not a live region: with live data it would speak every few seconds. `aria-busy` is enough.
    <div className="ns-updating">
      <span className="ns-visually-hidden">{t("state.updating")}</span>
    </div>
  );
}
