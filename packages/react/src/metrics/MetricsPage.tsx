import { useState } from "react";
import { useInterface } from "../components/interface.ts";
import { type Found, MetricList, NOTHING_SOUGHT } from "./MetricList.tsx";
import { MetricPage } from "./MetricPage.tsx";
import { TEXTS } from "./texts.ts";

/** The list, or one of its metrics; what was sought stays for whoever comes back. */
export function MetricsPage({ metric, onMetricChange }: MetricsPageProps) {
  const ui = useInterface(TEXTS);
  const [own, setOwn] = useState<string | null>(null);
  const [sought, setSought] = useState(NOTHING_SOUGHT);
  // Where the reader came from gets the focus back; nobody's focus is taken when the page opens.
  const [from, setFrom] = useState<Found>({ id: null });
  const opened = metric === undefined ? own : metric;
  const show = (next: string | null) => {
    setFrom({ id: next ?? opened });
    setOwn(next);
    onMetricChange?.(next);
  };
  return opened === null ? (
    <MetricList ui={ui} sought={sought} onSeek={setSought} onOpen={show} from={from} />
  ) : (
    <MetricPage key={opened} ui={ui} id={opened} takesFocus={from.id === opened} onLeave={() => show(null)} />
  );
}

interface MetricsPageProps {
  metric: string | null | undefined;
  onMetricChange: ((metric: string | null) => void) | undefined;
}
