import { lookup as lookupName } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { carriedIPv4, isPublicAddress } from "./isPublicAddress.ts";
import { TargetRefused } from "./TargetRefused.ts";

/** What may be connected to beside the internet: everything, or these hosts and networks (`10.1.0.0/16`). */
export type PrivateTargets = boolean | readonly string[];

export interface GuardOptions {
  allowPrivateTargets?: PrivateTargets | undefined;
  /** All addresses of a name. @default the system's */
  resolve?: ((host: string) => Promise<readonly string[]>) | undefined;
}

/** Keeps what operators type as a target from being a door into the network that the server stands in. */
export interface TargetGuard {
  /** @returns the URL of a target, as far as it can be judged without asking for its address. @throws TargetRefused */
  parse(target: string): URL;
  /**
   * Addresses of a host, to connect to instead of its name: a name that answers otherwise the next time changes nothing. One that isn't allowed
   * refuses all of them.
   * @throws TargetRefused
   */
  addressesOf(host: string): Promise<readonly string[]>;
  /** Whether a host is allowed only because the operator said so: then it needn't speak TLS. */
  isOwn(host: string): boolean;
}

export function createTargetGuard(options: GuardOptions = {}): TargetGuard {
  const allowed = readAllowed(options.allowPrivateTargets ?? false);
  const resolve = options.resolve ?? resolveBySystem;

  const isOwn = (host: string) => allowed.everything || allowed.hosts.has(host.toLowerCase()) || allowed.has(host);

  function check(host: string, address: string): string {
    if (isPublicAddress(address) || isOwn(host) || allowed.has(address)) return address;
    throw new TargetRefused("Its address is inside a private or reserved network. An operator can allow it.");
  }

  return {
    isOwn,
    parse(target) {
      if (!URL.canParse(target)) throw new TargetRefused("It is no URL.");
      const url = new URL(target);
      const host = bare(url.hostname);
      if (url.username !== "" || url.password !== "") throw new TargetRefused("It holds a user or a password.");
      if (url.protocol !== "https:" && !(url.protocol === "http:" && isOwn(host))) {
        throw new TargetRefused("It must begin with https://.");
      }
      if (isIP(host)) check(host, host);
      else if (/(^|\.)localhost\.?$/i.test(host) && !isOwn(host)) throw new TargetRefused("It is the server itself.");
      return url;
    },
    async addressesOf(given) {
      const host = bare(given);
      if (isIP(host)) return [check(host, host)];
      const addresses = await resolve(host);
      if (addresses.length === 0) throw new Error("The name has no address.");
      return addresses.map((address) => check(host, address));
    },
  };
}

/** Without the brackets of a URL. */
function bare(host: string): string {
  return host.startsWith("[") ? host.slice(1, -1) : host;
}

function readAllowed(targets: PrivateTargets) {
  const networks = new BlockList();
  const hosts = new Set<string>();
  for (const target of typeof targets === "boolean" ? [] : targets) {
    const [network = "", bits] = target.split("/");
    const family = isIP(network);
    if (family === 0) hosts.add(target.toLowerCase());
    else networks.addSubnet(network, Number(bits ?? (family === 4 ? 32 : 128)), family === 4 ? "ipv4" : "ipv6");
  }
  return {
    everything: targets === true,
    hosts,
    has(address: string): boolean {
      const plain = carriedIPv4(address) ?? address;
      const family = isIP(plain);
      return family !== 0 && networks.check(plain, family === 4 ? "ipv4" : "ipv6");
    },
  };
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await lookupName(host, { all: true })).map(({ address }) => address);
}
