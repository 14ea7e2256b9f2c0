import { linksTexts } from "@northstar/core/links";
import { useRef } from "react";
import { useInterface } from "../components/interface.ts";
import { Popover } from "../components/Popover.tsx";
import { type BoxProps, Root } from "../components/Root.tsx";
import { ShareForm } from "./ShareForm.tsx";

/**
 * A button that makes a signed link to what the reader looks at: period, filters, what is drilled into, the grain of trends, and the day
 * that periods are those of. Put it into the provider; the page that the link is for has a `LinkedView`.
 */
export function ShareLink({ address, className, style }: ShareLinkProps) {
  const { t } = useInterface(linksTexts);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Root className={className} style={style} fit="content" tile="ShareLink">
      <button ref={button} type="button" className="ns-button">
        {t("links.share")}
      </button>
      <Popover anchor={button} title={t("links.share_title")} look="sheet">
        {() => <ShareForm address={address} />}
      </Popover>
    </Root>
  );
}

export interface ShareLinkProps extends BoxProps {
  /** Address of the page that opens it. @default the one that is shown, with the host's own parameters */
  address?: string | undefined;
}
