import { BlockList, isIP } from "node:net";

/**
 * Blocks of addresses that aren't reached over the internet: of the host itself, of its network, of its provider's metadata, and reserved.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const NOT_PUBLIC_IPV4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;

/** Within 2000::/3, which alone is handed out: protocol assignments with Teredo, documentation, 6to4. */
const NOT_PUBLIC_IPV6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const ipv4 = new BlockList();
for (const [network, bits] of NOT_PUBLIC_IPV4) ipv4.addSubnet(network, bits, "ipv4");
const ipv6 = new BlockList();
for (const [network, bits] of NOT_PUBLIC_IPV6) ipv6.addSubnet(network, bits, "ipv6");
const unicast = new BlockList();
unicast.addSubnet("2000::", 3, "ipv6");

/** Whether an address is one of the internet. IPv6 that carries an IPv4 address (mapped, NAT64) is as that one is; what is no address is not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !ipv4.check(address, "ipv4");
    case 6: {
      const carried = carriedIPv4(address);
      if (carried) return !ipv4.check(carried, "ipv4");
      return unicast.check(address, "ipv6") && !ipv6.check(address, "ipv6");
    }
    default:
      return false;
  }
}

/** Of `::ffff:0:0/96` (RFC 4291) and `64:ff9b::/96` (RFC 6052), however it is written; null for others. */
export function carriedIPv4(address: string): string | null {
  if (address.includes("%") || !URL.canParse(`http://[${address}]`)) return null;
  // As a URL writes it: lower case, hexadecimal, the longest run of zeros left out.
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const found = /^(?:::ffff:|64:ff9b::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/.exec(short);
  if (!found) return null;
  const [high = 0, low = 0] = [found[1] ?? "0", found[2] ?? "0"].map((part) => Number.parseInt(part, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
