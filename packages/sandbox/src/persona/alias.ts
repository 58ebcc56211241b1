import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";

export const alias = definePersona({
  domain: "alias.test",
  does: "Is a CNAME of `deliverable.test`",
  zone: { outcome: "alias", target: "deliverable.test" },
  hosts: {},
  truth: TOLD_APART,
});
