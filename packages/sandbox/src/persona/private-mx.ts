import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";

export const privateMx = definePersona({
  domain: "private-mx.test",
  does: "Its MX points at 10.0.0.1, which must never be connected to",
  hosts: { mx: { address: "10.0.0.1" } },
  truth: sameForAll("invalid", "no_mail_host"),
});
