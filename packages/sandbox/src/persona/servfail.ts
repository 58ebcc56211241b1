import { definePersona } from "#persona/persona.ts";
import { everybody } from "#persona/verdict.ts";

export const servfail = definePersona({
  domain: "servfail.test",
  does: "The resolver fails: SERVFAIL",
  zone: { outcome: "servfail" },
  hosts: {},
  truth: everybody("unknown", "dns_failure"),
});
