import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";

export const nullmx = definePersona({
  domain: "nullmx.test",
  does: "Declares by a null MX that it accepts no mail (RFC 7505), and has an address record all the same",
  zone: { outcome: "found", exchanges: [{ preference: 0, host: "." }], addressOf: "www" },
  hosts: { www: {} },
  truth: sameForAll("invalid", "null_mx"),
});
