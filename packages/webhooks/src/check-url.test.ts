import { describe, expect, test } from "vitest";
import { checkUrl } from "#check-url.ts";
import { serveZone } from "#fixture/name-server.ts";
import type { AddressPolicy } from "#policy.ts";
import { createResolve } from "#resolve.ts";

const PUBLIC = "93.184.215.14";
const strict: AddressPolicy = { allowHttp: false, allowedHosts: [], resolve: async () => [PUBLIC] };
const unasked = async () => expect.unreachable("no name may be looked up here");

describe("checkUrl accepts", () => {
  test.each([
    ["https://crm.example.com/hooks?token=1#top", "https://crm.example.com/hooks?token=1"],
    ["HTTPS://CRM.Example.com:443", "https://crm.example.com/"],
    ["https://crm.example.com.", "https://crm.example.com./"],
    ["https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"],
    ["https://crm.example.com:80/", "https://crm.example.com:80/"],
    [`https://${"a".repeat(60)}.example/${"b".repeat(1_900)}`, undefined],
  ])("%s", async (url, canonical) => {
    const check = await checkUrl(url, strict);
    expect(check).toEqual({ ok: true, url: canonical ?? url, addresses: [PUBLIC] });
  });

  test("a literal public address, without a lookup", async () => {
    const policy = { ...strict, resolve: unasked };
    expect(await checkUrl("https://93.184.215.14/", policy)).toMatchObject({ addresses: [PUBLIC] });
    expect(await checkUrl("https://[2606:4700::1]/", policy)).toMatchObject({ addresses: ["2606:4700::1"] });
  });

  test("http: and other ports when the policy allows them", async () => {
    expect(await checkUrl("http://crm.example.com/", { ...strict, allowHttp: true })).toMatchObject({
      ok: true,
    });
    const policy = { ...strict, allowedPorts: [8443] };
    expect(await checkUrl("https://crm.example.com:8443/", policy)).toMatchObject({ ok: true });
    expect(await checkUrl("https://crm.example.com/", policy)).toMatchObject({ code: "forbidden_port" });
  });
});

describe("checkUrl refuses", () => {
  test.each([
    ["", "invalid_url"],
    ["/hooks", "invalid_url"],
    ["crm.example.com", "invalid_url"],
    ["https://", "invalid_url"],
    ["https://crm.example.com:99999/", "invalid_url"],
    ["https://999.1.1.1/", "invalid_url"],
    ["https://[fe80::1%25eth0]/", "invalid_url"],
    ["https://crm.example.com/a b", "invalid_url"],
    ["https://crm.exa\nmple.com/", "invalid_url"],
    [" https://crm.example.com/", "invalid_url"],
    ["https://crm.example.com/\u0000", "invalid_url"],
    [`https://crm.example.com/${"a".repeat(2_048)}`, "invalid_url"],
    ["http://crm.example.com/", "forbidden_scheme"],
    ["ftp://crm.example.com/", "forbidden_scheme"],
    ["file:///etc/passwd", "forbidden_scheme"],
    ["javascript:alert(1)", "forbidden_scheme"],
    ["gopher://127.0.0.1:6379/_FLUSHALL", "forbidden_scheme"],
    ["https://crm.example.com:8443/", "forbidden_port"],
    ["https://crm.example.com:22/", "forbidden_port"],
    ["https://crm.example.com:0/", "forbidden_port"],
    ["https://user:secret@crm.example.com/", "credentials_in_url"],
    ["https://crm.example.com@127.0.0.1/", "credentials_in_url"],
    ["https://:secret@crm.example.com/", "credentials_in_url"],
  ])("%j as %s", async (url, code) => {
    expect(await checkUrl(url, strict)).toMatchObject({ ok: false, code });
  });

  test("a host with an address that is not public, at any position in the answer", async () => {
    await using server = await serveZone({
      "first.test": ["10.0.0.1", PUBLIC],
      "last.test": [PUBLIC, "1.1.1.1", "127.0.0.1"],
      "six.test": [PUBLIC, "fd00::1"],
      "fine.test": [PUBLIC, "2606:4700::1"],
    });
    const policy = { ...strict, resolve: createResolve({ servers: [server.address] }) };
    for (const host of ["first.test", "last.test", "six.test"]) {
      const check = await checkUrl(`https://${host}/`, policy);
      expect(check).toMatchObject({ ok: false, code: "forbidden_address" });
    }
    expect(await checkUrl("https://fine.test/", policy)).toMatchObject({
      addresses: [PUBLIC, "2606:4700::1"],
    });
    expect(await checkUrl("https://missing.test/", policy)).toEqual({
      ok: false,
      code: "unresolvable",
      message: "missing.test cannot be resolved (ENOTFOUND).",
    });
  });

  test("without the address of an internal name", async () => {
    const check = await checkUrl("https://db.internal/", { ...strict, resolve: async () => ["10.20.30.40"] });
    expect(check).toEqual({
      ok: false,
      code: "forbidden_address",
      message:
        "db.internal has an address that is not public (private). Callbacks go to public addresses; only the operator can allow others.",
    });
  });

  test.each([[[]], [["nonsense"]], [["127.1"]]])("a resolver that answers %j", async (addresses) => {
    const check = await checkUrl("https://crm.example.com/", { ...strict, resolve: async () => addresses });
    expect(check.ok).toBe(false);
  });
});

describe("the operator's list", () => {
  const withHosts = (...allowedHosts: string[]): AddressPolicy => ({
    ...strict,
    allowedHosts,
    resolve: async () => ["10.0.0.7"],
  });

  test.each([
    ["crm.internal", "http://crm.internal:9000/"],
    ["crm.internal", "https://CRM.internal./"],
    ["CRM.Internal.", "https://crm.internal/"],
    ["crm.internal:9000", "http://crm.internal:9000/"],
    ["crm.internal:80", "http://crm.internal/"],
    ["10.0.0.7:8080", "http://10.0.0.7:8080/"],
    ["10.0.0.7", "http://0xa.7/"],
    ["127.0.0.1", "http://2130706433/"],
    ["[::1]:8080", "http://[::1]:8080/"],
    ["::1", "http://[0:0::1]:8080/"],
    ["localhost:3000", "http://localhost:3000/"],
    ["bücher.internal", "https://xn--bcher-kva.internal/"],
  ])("%s lets %s through", async (entry, url) => {
    expect(await checkUrl(url, withHosts(entry))).toMatchObject({ ok: true });
  });

  test.each([
    ["crm.internal:9000", "https://crm.internal/", "forbidden_address"],
    ["crm.internal:9000", "http://crm.internal:9001/", "forbidden_scheme"],
    ["crm.internal", "https://evil.crm.internal/", "forbidden_address"],
    ["crm.internal", "https://crm.internal.evil.test/", "forbidden_address"],
    ["crm.internal", "https://10.0.0.7/", "forbidden_address"],
    ["10.0.0.7", "https://10.0.0.8/", "forbidden_address"],
    ["10.0.0.7", "https://crm.internal/", "forbidden_address"],
    ["crm.internal", "https://user@crm.internal/", "credentials_in_url"],
    ["crm.internal", "ftp://crm.internal/", "forbidden_scheme"],
  ])("%s does not let %s through", async (entry, url, code) => {
    expect(await checkUrl(url, withHosts(entry))).toMatchObject({ ok: false, code });
  });

  test.each([
    "https://crm.internal",
    "crm.internal/x",
    "a:b",
    "crm:0",
    "crm:99999",
    "u@crm",
    "",
    "*.crm",
    "a b",
  ])("%j is not a valid entry", async (entry) => {
    await expect(checkUrl("https://crm.internal/", withHosts(entry))).rejects.toThrow(TypeError);
  });
});
