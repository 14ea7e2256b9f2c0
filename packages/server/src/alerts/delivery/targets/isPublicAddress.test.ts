import { expect, test } from "vitest";
import { isPublicAddress } from "./isPublicAddress.ts";

test.each([
  "8.8.8.8",
  "100.63.255.255",
  "172.15.255.255",
  "172.32.0.1",
  "169.253.255.255",
  "2606:4700:4700::1111",
  "::ffff:8.8.8.8",
  "64:ff9b::808:808",
])("%s is of the internet", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ["127.0.0.1", "loopback"],
  ["127.255.255.254", "loopback"],
  ["0.0.0.0", "this host"],
  ["10.0.0.1", "private"],
  ["172.16.0.1", "private"],
  ["172.31.255.255", "private"],
  ["192.168.1.1", "private"],
  ["100.64.0.1", "shared by a carrier"],
  ["169.254.169.254", "metadata of AWS, Azure, Google"],
  ["192.0.0.192", "metadata of Oracle"],
  ["100.100.100.200", "metadata of Alibaba"],
  ["224.0.0.1", "multicast"],
  ["255.255.255.255", "broadcast"],
  ["::1", "loopback"],
  ["::", "this host"],
  ["fe80::1", "link-local"],
  ["fe80::1%eth0", "link-local with its zone"],
  ["fc00::1", "unique local"],
  ["fd00:ec2::254", "metadata of AWS"],
  ["ff02::1", "multicast"],
  ["2001:db8::1", "documentation"],
  ["2001::1", "Teredo"],
  ["2002:7f00:1::", "6to4 of loopback"],
  ["::ffff:127.0.0.1", "mapped loopback"],
  ["::ffff:a9fe:a9fe", "mapped metadata in hexadecimal"],
  ["0:0:0:0:0:ffff:10.0.0.1", "mapped private, written out"],
  ["::127.0.0.1", "compatible loopback, deprecated"],
  ["64:ff9b::7f00:1", "loopback behind NAT64"],
  ["example.com", "no address"],
  ["", "nothing"],
])("%s is not: %s", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});
