import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "playwright";
import { BROWSER_ARGUMENTS, findBrowser } from "../../scripts/browser.ts";
import { type BundleOptions, bundlePage } from "./bundle.ts";

/** No inline style, no inline script, nothing from elsewhere: what a careful host sends. */
export const STRICT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'";

/** Unsigned: the servers of these pages are in memory and check nothing. */
const TOKEN = `e30.${btoa(JSON.stringify({ sub: "guest", exp: 4_102_444_800 }))}.`;

export interface GuestPageOptions extends BundleOptions {
  /** Script in `guest/pages`. */
  script: string;
  /** What is in the body. */
  body?: string;
  /** What is in the head, before the script. */
  head?: string;
  /** @default STRICT_POLICY */
  policy?: string;
  width?: number;
  /** @default "light" */
  colorScheme?: "light" | "dark";
}

export interface GuestPage {
  page: Page;
  /** Everything the page complained about: console errors and warnings, exceptions, violations of its policy. */
  complaints: readonly string[];
}

/** Small pages of a host in Chromium, each with a bundle of ours, under a content security policy. */
export class GuestPages {
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #files = new Map<string, { type: string; body: string | Uint8Array; policy?: string }>();
  #count = 0;
  /** Headers of every request for a token, as the host's back end saw them. */
  readonly tokenRequests: { method: string; headers: IncomingHttpHeaders }[] = [];

  static async open(): Promise<GuestPages> {
    const browser = await chromium.launch({ executablePath: findBrowser() ?? "", args: BROWSER_ARGUMENTS });
    return new GuestPages(browser);
  }

  private constructor(browser: Browser) {
    this.#browser = browser;
    this.#server = createServer((request, response) => {
      if (request.url === "/token") {
        this.tokenRequests.push({ method: request.method ?? "", headers: request.headers });
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ token: TOKEN }));
        return;
      }
      const file = this.#files.get(request.url?.split("?")[0] ?? "");
      if (!file) response.writeHead(404).end();
      else {
        const policy = file.policy === undefined ? {} : { "content-security-policy": file.policy };
        response.writeHead(200, { "content-type": file.type, ...policy }).end(file.body);
      }
    });
  }

  /** Opens a page with a script of `guest/pages`. */
  async show(options: GuestPageOptions): Promise<GuestPage> {
    const origin = await this.#listen();
    const folder = `/${this.#count++}`;
    const files = await bundlePage(options.script, options);
    for (const [name, body] of files) {
      this.#files.set(`${folder}/${name}`, { type: name.endsWith(".css") ? "text/css" : "text/javascript", body });
    }
    const name = options.script.replace(/\.tsx?$/, "");
    const style = files.has(`${name}.css`) ? `<link rel="stylesheet" href="${folder}/${name}.css">` : "";
    this.#files.set(`${folder}/`, {
      type: "text/html; charset=utf-8",
      policy: options.policy ?? STRICT_POLICY,
      body: `<!doctype html><html lang="es"><head><meta charset="utf-8"><link rel="icon" href="data:,">${style}${options.head ?? ""}
<script type="module" src="${folder}/${name}.js"></script></head><body>${options.body ?? ""}</body></html>`,
    });
    const page = await this.#browser.newPage({
      viewport: { width: options.width ?? 1280, height: 900 },
      colorScheme: options.colorScheme ?? "light",
      locale: "es-CO",
      timezoneId: "America/Bogota",
    });
    page.setDefaultTimeout(15_000);
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${origin}${folder}/`);
    return { page, complaints };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #listen(): Promise<string> {
    if (!this.#server.listening) {
      await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    }
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
}
