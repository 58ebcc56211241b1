import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";

export const nxdomain = definePersona({
  domain: "nxdomain.test",
  does: "Does not exist: NXDOMAIN",
  zone: { outcome: "nxdomain" },
  hosts: {},
  truth: sameForAll("invalid", "domain_not_found"),
});
