import type { DeadLetter } from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { PartState } from "../components/PartState.tsx";
import { TEXTS } from "./texts.ts";
import { useDeadLetterRecord } from "./useIntegrations.ts";

/** A record as it came. Its excerpt stands there until the rest has come, and where it doesn't. */
export function DeadLetterRecordView({ letter, when }: { letter: DeadLetter; when: string }) {
  const { t } = useInterface(TEXTS);
  const state = useDeadLetterRecord(letter.integration, letter.id);
  const whole = shownValue(state);
  return (
    <>
      <p className="ns-note">
        <span lang="en">{letter.message}</span> {t("integrations.dead_personal")}
        {whole?.isCut && ` ${t("integrations.dead_cut")}`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className="ns-int-record" tabIndex={0} aria-label={t("integrations.dead_record_of", { when })}>
        <pre>{whole?.record ?? letter.excerpt}</pre>
      </section>
      <PartState state={state}>{null}</PartState>
    </>
  );
}
