import { html } from "hono/html";
import { PEOPLE, type Person } from "./people.ts";

/** A page: its path, its name in the menu, and the markup of Northstar that is all of its content. */
export const PAGES = [
  { path: "/", name: "Vista ejecutiva", content: html`<northstar-view name="executive"></northstar-view>` },
  { path: "/operacion", name: "Vista operativa", content: html`<northstar-view name="operational"></northstar-view>` },
  {
    path: "/tecnica",
    name: "Vista técnica",
    content: html`<northstar-view name="technical" sections="freshness reliability"></northstar-view>`,
  },
  {
    path: "/piezas",
    name: "Piezas sueltas",
    content: html`
      <div class="row">
        <northstar-period></northstar-period>
        <northstar-comparison></northstar-comparison>
        <northstar-freshness></northstar-freshness>
      </div>
      <div class="columns">
        <northstar-kpi kpi="new_registrations"></northstar-kpi>
        <northstar-kpi kpi="content_minutes" has-trend="false"></northstar-kpi>
        <northstar-retention></northstar-retention>
      </div>
      <northstar-alerts></northstar-alerts>
      <northstar-acquisition></northstar-acquisition>
    `,
  },
] as const;

const document = (title: string, head: unknown, body: unknown) => html`<!doctype html>
<html lang="es">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/public/portal.css" />
    ${head}
  </head>
  <body>
    ${body}
  </body>
</html>`;

export function loginPage() {
  return document(
    "Entrar",
    "",
    html`<main class="login">
      <h1>Portal sin marco</h1>
      <form method="post" action="/login">
        <label>Cuenta de ejemplo
          <select name="person">${PEOPLE.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select>
        </label>
        <button>Entrar</button>
      </form>
    </main>`,
  );
}

/** The whole embedding: one script, one provider, one element a view. */
export function viewPage(page: (typeof PAGES)[number], person: Person, guard: string, northstarUrl: string) {
  return document(
    page.name,
    html`<meta name="csrf-token" content="${guard}" />
      <script type="module" src="/northstar/northstar.js"></script>
      <script type="module" src="/public/portal.js"></script>`,
    html`<header class="bar">
        <nav>${PAGES.map(({ path, name }) => html`<a href="${path}" ${path === page.path ? html`aria-current="page"` : ""}>${name}</a>`)}</nav>
        <button id="theme" type="button" aria-pressed="false">Oscuro</button>
        <form method="post" action="/logout"><span>${person.name}</span> <button>Salir</button></form>
      </header>
      <main>
        <northstar-provider
          api-url="${northstarUrl}"
          token-url="/northstar-token"
          csrf-meta="csrf-token"
          reader="${person.id}"
          locale="es"
        >${page.content}</northstar-provider>
        <p id="chosen" role="status"></p>
        <p id="selected" role="status"></p>
      </main>`,
  );
}
