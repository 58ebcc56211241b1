import { definePersona } from "#persona/persona.ts";
import { everybody } from "#persona/verdict.ts";

export const nxdomain = definePersona({
  domain: "nxdomain.test",
  does: "Does not exist: NXDOMAIN",
  zone: { outcome: "nxdomain" },
  hosts: {},
  truth: everybody("invalid", "domain_not_found"),
});
