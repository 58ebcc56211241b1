import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";

export const servfail = definePersona({
  domain: "servfail.test",
  does: "The resolver fails: SERVFAIL",
  zone: { outcome: "servfail" },
  hosts: {},
  truth: sameForAll("unknown", "dns_failure"),
});
