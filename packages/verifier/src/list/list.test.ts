import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { isDisposable, isDisposableMailHost } from "#list/disposable.ts";
import { isFree } from "#list/free.ts";
import { isPrivacyRelay } from "#list/privacy-relay.ts";
import { namesUpToRegistered } from "#list/registered-name.ts";
import { isRole } from "#list/role.ts";
import { SUGGESTED_PROVIDERS, WELL_KNOWN_PROVIDERS } from "#list/well-known.ts";

const require = createRequire(import.meta.url);

/** Relays by name, and one of their address domains. */
const RELAYS = [
  "privaterelay.appleid.com",
  "duck.com",
  "mozmail.com",
  "john.mozmail.com",
  "simplelogin.com",
  "aleeas.com",
  "passmail.net",
  "anonaddy.me",
  "john.anonaddy.com",
  "john.addy.io",
  "opayq.com",
];

describe("disposable", () => {
  test.each([
    "mailinator.com",
    "x.mailinator.com",
    "x.y.mailinator.com",
    "guerrillamail.com",
    "yopmail.com",
    "any.33mail.com",
    "10minutemail.com",
    "temp-mail.org",
    "trashmail.com",
    "jetable.fr.nf",
    "a.jetable.fr.nf",
  ])("%s is", (domain) => {
    expect(isDisposable(domain)).toBe(true);
  });

  test.each([
    "acme.test",
    "acmemailinator.com",
    "mailinator.com.acme.test",
    // web.id and my.id are public suffixes of Indonesia, and a list has them with all of their subdomains.
    "toko.web.id",
    "mail.toko.my.id",
    "acme.ddns.net",
    "com",
    "co.uk",
  ])("%s is not", (domain) => {
    expect(isDisposable(domain)).toBe(false);
  });

  test("no privacy relay is, even when a list has it", () => {
    expect(RELAYS.filter(isDisposable)).toEqual([]);
    expect(RELAYS.filter((domain) => !isPrivacyRelay(domain))).toEqual([]);
  });

  test("no large provider is", () => {
    expect([...WELL_KNOWN_PROVIDERS].filter(isDisposable)).toEqual([]);
  });

  test("of the common providers of another package, only throw-away ones and public suffixes are", () => {
    const common: string[] = require("email-providers/common.json");
    expect(common.filter(isDisposable).toSorted()).toEqual([
      "10minutemail.com",
      "bugmenot.com",
      "chacuo.net",
      "cu.cc",
      "ddnsfree.com",
      "dynu.net",
      "emailondeck.com",
      "f5.si",
      "fr.nf",
      "guerrillamail.com",
      "mail-tester.com",
      "mailinator.com",
      "pe.hu",
      "privacy.net",
      "temp-mail.org",
      "web.id",
      "yopmail.com",
      "yourdomain.com",
      "za.com",
    ]);
  });
});

describe("mail hosts of disposable services", () => {
  test.each([
    "mail.mailinator.com",
    "smtp.yopmail.com",
    "prd-smtp.10minutemail.com",
    "MAIL.Wabblywabble.com",
    "generator.email",
    "in.mail.tm",
    "mx.temp-mail.io",
    "email.chatgpt.org.uk",
  ])("%s is one", (host) => {
    expect(isDisposableMailHost(host)).toBe(true);
  });

  test.each([
    "aspmx.l.google.com",
    "acme-com.mail.protection.outlook.com",
    "mta5.am0.yahoodns.net",
    "mx01.mail.icloud.com",
    "mail.protonmail.ch",
    "in1-smtp.messagingengine.com",
    "mx.yandex.net",
    "mx00.ionos.com",
    "mx1.mail.ovh.net",
    "mx1.privateemail.com",
    "eforward1.registrar-servers.com",
    "route1.mx.cloudflare.net",
    "mx1.forwardemail.net",
    "publicms1.mail2world.com",
    "park-mx.above.com",
    "mx1.simplelogin.co",
    "mx1.alias.proton.me",
    "mail.anonaddy.me",
    "mail.addy.io",
    "mx.sify.com",
    "web.chatgpt.org.uk",
    "mail.acme.test",
  ])("%s is none", (host) => {
    expect(isDisposableMailHost(host)).toBe(false);
  });
});

describe("free", () => {
  test("well-known free providers are", () => {
    expect(SUGGESTED_PROVIDERS.filter((domain) => !isFree(domain))).toEqual([]);
    expect(isFree("acme.test")).toBe(false);
  });
});

describe("role", () => {
  test.each([
    "postmaster",
    "ABUSE",
    "hr",
    "no-reply",
    "noreply",
    "do_not_reply",
    "customer.service",
    "Customer-Service",
    "sales2",
    "buchhaltung",
    "datenschutz",
    "contabilidad",
    "comptabilite",
    "klantenservice",
    "biuro",
  ])("%s is", (local) => {
    expect(isRole(local)).toBe(true);
  });

  test.each([
    "ada",
    "ada.lovelace",
    "alexa",
    "paris",
    "india",
    "per",
    "me",
    "mt",
    "h.r",
    "a.p",
    "2024",
    "sales.smith",
    "hr1",
  ])("%s is not", (local) => {
    expect(isRole(local)).toBe(false);
  });
});

test("names up to the registered one", () => {
  expect(namesUpToRegistered("a.b.acme.co.uk")).toEqual(["a.b.acme.co.uk", "b.acme.co.uk", "acme.co.uk"]);
  expect(namesUpToRegistered("acme.web.id")).toEqual(["acme.web.id"]);
  expect(namesUpToRegistered("web.id")).toEqual(["web.id"]);
  expect(namesUpToRegistered("localhost")).toEqual(["localhost"]);
});
