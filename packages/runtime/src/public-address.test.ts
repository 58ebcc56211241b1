import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkAddress } from "#public-address.ts";

describe("checkAddress", () => {
  test.each([
    ["93.184.215.14", "93.184.215.14"],
    ["1.1.1.1", "1.1.1.1"],
    ["172.32.0.1", "172.32.0.1"],
    ["::ffff:93.184.215.14", "93.184.215.14"],
    ["2606:4700:4700::1111", "2606:4700:4700::1111"],
    ["2A00:1450:4001:0::1", "2a00:1450:4001::1"],
  ])("%s is public", (address, canonical) => {
    expect(checkAddress(address)).toEqual({ ok: true, address: canonical });
  });

  test.each([
    ["0.0.0.0", "unspecified"],
    ["0.1.2.3", "unspecified"],
    ["10.0.0.1", "private"],
    ["100.64.0.1", "carrier-grade NAT"],
    ["100.127.255.255", "carrier-grade NAT"],
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["169.254.169.254", "link-local"],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["192.0.0.8", "reserved"],
    ["192.0.2.1", "reserved"],
    ["192.88.99.1", "reserved"],
    ["192.168.1.1", "private"],
    ["198.18.0.1", "reserved"],
    ["198.19.255.255", "reserved"],
    ["198.51.100.1", "reserved"],
    ["203.0.113.1", "reserved"],
    ["224.0.0.1", "multicast"],
    ["239.255.255.255", "multicast"],
    ["240.0.0.1", "reserved"],
    ["255.255.255.255", "broadcast"],
    ["::", "unspecified"],
    ["::1", "loopback"],
    ["::127.0.0.1", "unassigned"],
    ["::93.184.215.14", "unassigned"],
    ["::a00:1", "unassigned"],
    ["127.1", "malformed"],
    ["0x7f.1", "malformed"],
    ["::ffff:127.0.0.1", "loopback"],
    ["::ffff:a9fe:a9fe", "link-local"],
    ["::ffff:0:127.0.0.1", "IPv4-translated"],
    ["64:ff9b::7f00:1", "NAT64"],
    ["64:ff9b::5db8:d70e", "NAT64"],
    ["64:ff9b:1::7f00:1", "NAT64"],
    ["100::1", "discard"],
    ["2001::1", "teredo"],
    ["2001:db8::1", "reserved"],
    ["2002:7f00:1::", "6to4 tunnel"],
    ["3fff::1", "reserved"],
    ["4000::1", "unassigned"],
    ["5f00::1", "segmentRouting"],
    ["fc00::1", "private"],
    ["fd12:3456::1", "private"],
    ["fe80::1", "link-local"],
    ["fe80::1%eth0", "link-local"],
    ["fec0::1", "deprecatedSiteLocal"],
    ["ff02::1", "multicast"],
    ["not an address", "malformed"],
    ["", "malformed"],
  ])("%s is refused as %s", (address, range) => {
    expect(checkAddress(address)).toEqual({ ok: false, range });
  });

  test("no address of a private block passes, plain, mapped or wrapped", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const blocks = fc.constantFrom(
      [10],
      [127],
      [192, 168],
      [169, 254],
      [172, 16],
      [100, 64],
      [0],
      [224],
      [240],
    );
    fc.assert(
      fc.property(blocks, fc.tuple(octet, octet, octet), (block, rest) => {
        const octets = [...block, ...rest].slice(0, 4);
        const dotted = octets.join(".");
        const [a, b, c, d] = octets.map((value) => value.toString(16).padStart(2, "0"));
        const wrapped = ["", "::ffff:", "::ffff:0:", "::", "64:ff9b::"].map((prefix) => prefix + dotted);
        for (const address of [...wrapped, `2002:${a}${b}:${c}${d}::1`])
          expect(checkAddress(address).ok, address).toBe(false);
      }),
    );
  });
});
