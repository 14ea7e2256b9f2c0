import type { DeadLetter, Integration } from "@northstar/core";
import { useState } from "react";
import { Confirm } from "../components/Confirm.tsx";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { PartState } from "../components/PartState.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { EmptyState } from "../components/states.tsx";
import { DeadLetterItem } from "./DeadLetterItem.tsx";
import { DeadLetterTools } from "./DeadLetterTools.tsx";
import { TEXTS } from "./texts.ts";
import type { Act } from "./useIntegrationAction.ts";
import { useDeadLetters } from "./useIntegrations.ts";

const FIRST_PAGE: readonly (string | null)[] = [null];

/** Records that were set aside: looked at, replayed and discarded, one, those chosen, or all. */
export function DeadLetters({ integration, isBusy, act }: DeadLettersProps) {
  const { t } = useInterface(TEXTS);
  const [places, setPlaces] = useState(FIRST_PAGE);
  const pages = useDeadLetters(integration.name, places);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  /** Ids to discard, null for all; undefined while nothing is asked. */
  const [discarding, setDiscarding] = useState<readonly string[] | null | undefined>(undefined);

  const shown = pages.map(shownValue);
  const letters = [
    ...new Map(shown.flatMap((page) => page?.deadLetters ?? []).map((letter) => [letter.id, letter])).values(),
  ];
  const ids = letters.map(({ id }) => id).filter((id) => chosen.has(id));
  const last = shown.at(-1);
  const total = shown[0]?.total ?? integration.deadLetterCount;
  const [first] = pages;
  if (!first) return null;
  if (shown[0] === null && first.status !== "ready") {
    return (
      <PartState state={first}>
        <RowsSkeleton rows={6} look="compact" />
      </PartState>
    );
  }
  if (letters.length === 0) {
    return <EmptyState title={t("integrations.dead_empty")} detail={t("integrations.dead_empty_detail")} />;
  }
  const replay = (of: readonly string[] | null) => {
    setChosen(new Set());
    void act(of === null ? { action: "replay" } : { action: "replay", ids: of });
  };
  return (
    <div className="ns-int-part">
      <p className="ns-note">{t("integrations.dead_about")}</p>
      <DeadLetterTools
        letters={letters}
        chosen={ids}
        total={total}
        isBusy={isBusy}
        onChoose={(next) => setChosen(new Set(next))}
        onReplay={replay}
        onDiscard={setDiscarding}
      />
      {discarding !== undefined && (
        <Confirm
          no={t("integrations.cancel")}
          key={discarding?.join() ?? "all"}
          question={t.plural("integrations.ask_discard", discarding?.length ?? total)}
          yes={t("integrations.confirm_discard")}
          onYes={() => {
            setDiscarding(undefined);
            setChosen(new Set());
            void act(discarding === null ? { action: "discard" } : { action: "discard", ids: discarding });
          }}
          onNo={() => setDiscarding(undefined)}
        />
      )}
      <ul className="ns-int-letters">
        {letters.map((letter: DeadLetter) => (
          <DeadLetterItem
            key={letter.id}
            letter={letter}
            isBusy={isBusy}
            isChosen={chosen.has(letter.id)}
            onChoose={(isChosen) => setChosen(withChoice(chosen, letter.id, isChosen))}
            onReplay={() => replay([letter.id])}
            onDiscard={() => setDiscarding([letter.id])}
          />
        ))}
      </ul>
      <div className="ns-int-more">
        <span className="ns-note">{t("integrations.dead_shown", { shown: letters.length, total })}</span>
        {last?.next != null && (
          <button type="button" className="ns-button" onClick={() => setPlaces([...places, last.next])}>
            {t("integrations.dead_more")}
          </button>
        )}
      </div>
    </div>
  );
}

function withChoice(chosen: ReadonlySet<string>, id: string, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  if (isChosen) next.add(id);
  else next.delete(id);
  return next;
}

interface DeadLettersProps {
  integration: Integration;
  isBusy: boolean;
  act: Act;
}
