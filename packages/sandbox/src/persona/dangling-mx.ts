import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";

export const danglingMx = definePersona({
  domain: "dangling-mx.test",
  does: "Its MX names a host that does not exist",
  hosts: {},
  truth: sameForAll("invalid", "no_mail_host"),
});
