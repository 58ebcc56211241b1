import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";
import { exchanges } from "#persona/zone.ts";

export const cnameMx = definePersona({
  domain: "cname-mx.test",
  does: "Has an MX that is a CNAME of a CNAME of its host, which RFC 2181 §10.3 forbids, but which is common",
  zone: exchanges("mail"),
  hosts: { mail: { aliasOf: "edge" }, edge: { aliasOf: "mx" }, mx: {} },
  truth: TOLD_APART,
});
