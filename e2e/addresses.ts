export const PORTAL_PORT = 3100;
export const SERVER_PORT = 4100;
export const HTML_PORTAL_PORT = 3101;
/** The portal as `northstar start` has it, from its sources. */
export const SOURCE_PORTAL_PORT = 3102;

/** The portal under test. */
export const PORTAL = process.env.NORTHSTAR_E2E_PORTAL ?? `http://localhost:${PORTAL_PORT}`;

/** The Northstar server under test. */
export const SERVER = process.env.NORTHSTAR_E2E_SERVER ?? `http://localhost:${SERVER_PORT}`;

/** The portal without a framework. */
export const HTML_PORTAL = process.env.NORTHSTAR_E2E_HTML_PORTAL ?? `http://localhost:${HTML_PORTAL_PORT}`;
