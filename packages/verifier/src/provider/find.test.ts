import { describe, expect, test } from "vitest";
import { providerOf } from "#provider/find.ts";
import { GATEWAY_PROVIDERS } from "#provider/gateway-providers.ts";
import { MAILBOX_PROVIDERS } from "#provider/mailbox-providers.ts";

const PROVIDERS = [...MAILBOX_PROVIDERS, ...GATEWAY_PROVIDERS];

describe("providerOf", () => {
  test.each([
    ["gmail-smtp-in.l.google.com", "google"],
    ["ALT1.ASPMX.L.GOOGLE.COM.", "google"],
    ["smtp.google.com", "google"],
    ["aspmx2.googlemail.com", "google"],
    ["acme-com.mail.protection.outlook.com", "microsoft_365"],
    ["acme-com.a-v1.mx.microsoft", "microsoft_365"],
    ["hotmail-com.olc.protection.outlook.com", "microsoft_consumer"],
    ["mta5.am0.yahoodns.net", "yahoo"],
    ["mx01.mail.icloud.com", "apple"],
    ["mxa-00123456.gslb.pphosted.com", "proofpoint"],
    ["mx1-eu1.ppe-hosted.com", "proofpoint"],
    ["eu-smtp-inbound-1.mimecast.com", "mimecast"],
    ["d12345a.ess.barracudanetworks.com", "barracuda"],
    ["mx1.acme.iphmx.com", "cisco"],
    ["mx00.emig.gmx.net", "united_internet"],
    ["mxs.mail.ru", "mail_ru"],
    ["mx.yandex.ru", "yandex"],
    ["mx.zoho.com", "zoho"],
    ["mx0.mail.ovh.net", "ovh"],
    ["smtp-in.orange.fr", "orange"],
    ["mx3.qq.com", "tencent"],
    ["163mx01.mxmail.netease.com", "netease"],
    ["inbound-smtp.eu-west-1.amazonaws.com", "amazon"],
  ])("%s is %s", (host, id) => {
    expect(providerOf(host)?.id).toBe(id);
  });

  test.each([
    "mx.acme.com",
    "notgoogle.com",
    "google.com.evil.example",
    "com",
    "",
    ".",
    "vps-1234.vps.ovh.net",
  ])("%j is an unknown provider", (host) => {
    expect(providerOf(host)).toBeUndefined();
  });

  test("a host below .test counts as the host it is named after", () => {
    expect(providerOf("hotmail-com.olc.protection.outlook.com.test")?.id).toBe("microsoft_consumer");
    expect(providerOf("mx.deliverable.test")).toBeUndefined();
    expect(providerOf("google.com.test.example")).toBeUndefined();
  });
});

describe("the table", () => {
  test("names each provider and each suffix once", () => {
    const ids = PROVIDERS.map(({ id }) => id);
    const suffixes = PROVIDERS.flatMap(({ mx }) => mx);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(suffixes).size).toBe(suffixes.length);
  });

  test("has plausible suffixes and limits", () => {
    for (const { id, mx, limits = {} } of PROVIDERS) {
      expect(id).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(mx.length).toBeGreaterThan(0);
      for (const suffix of mx) expect(suffix).toMatch(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
      for (const limit of Object.values(limits)) expect(limit).toBeGreaterThanOrEqual(1);
    }
  });
});
