import { randomBytes } from "node:crypto";
import type { AlertsPort, Locale } from "@northstar/core";
import { Hono } from "hono";
import type { AppEnv } from "../../http/authenticate.ts";

const TEXTS: Readonly<
  Record<Locale, Record<"title" | "ask" | "button" | "acknowledged" | "unsubscribed" | "invalid", string>>
> = {
  es: {
    title: "Avisos de Northstar",
    ask: "Este enlace viene de un aviso. Confirma para continuar.",
    button: "Confirmar",
    acknowledged: "Queda constancia de que lo has visto:",
    unsubscribed: "No recibirás más avisos de:",
    invalid: "Este enlace ya no es válido. Abre el tablero para ver la alerta.",
  },
  en: {
    title: "Northstar alerts",
    ask: "This link comes from an alert. Confirm to go on.",
    button: "Confirm",
    acknowledged: "It is noted that you have seen:",
    unsubscribed: "You won't be told any more of:",
    invalid: "This link isn't valid any more. Open the dashboard to see the alert.",
  },
};

/**
 * Signed links out of messages. A GET changes nothing, since mail programs and scanners follow links by themselves: it shows a page with a
 * button, whose POST acts. Mail programs that unsubscribe in one click post too (RFC 8058). No token is asked: they are signed.
 */
export function linkRoutes(port: AlertsPort | undefined): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get("/:token", (context) => {
    const texts = TEXTS[localeOf(context.req.header("accept-language"))];
    return page(
      localeOf(context.req.header("accept-language")),
      200,
      `<p>${texts.ask}</p><form method="post"><button>${texts.button}</button></form>`,
    );
  });
  routes.post("/:token", async (context) => {
    const asked = localeOf(context.req.header("accept-language"));
    const followed = port ? await port.followLink(context.req.param("token")) : null;
    if (!followed) return page(asked, 410, `<p>${TEXTS[asked].invalid}</p>`);
    const { done, locale, title } = followed;
    return page(locale, 200, `<p>${TEXTS[locale][done]}</p><p><strong>${escapeHtml(title)}</strong></p>`);
  });
  return routes;
}

function page(locale: Locale, status: number, content: string): Response {
  const { title } = TEXTS[locale];
  const nonce = randomBytes(16).toString("base64");
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title><style nonce="${nonce}">:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:32rem;margin:15vh auto;padding:0 1.5rem}h1{font-size:1.25rem;font-weight:600}button{font:inherit;padding:.5rem 1.25rem;border:0;border-radius:6px;background:#3157d5;color:#fff;cursor:pointer}button:focus-visible{outline:2px solid currentColor;outline-offset:2px}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; frame-ancestors 'none'`,
    },
  });
}

/** Spanish unless somebody would rather read English. */
function localeOf(accepted: string | undefined): Locale {
  const first = accepted?.split(",").find((one) => /^\s*(es|en)\b/i.test(one));
  return first && /^\s*en/i.test(first) ? "en" : "es";
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
