import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";

export const drop = definePersona({
  domain: "drop.test",
  does: "Hangs up at RCPT",
  hosts: { mx: { rcpt: () => "drop" } },
  truth: sameForAll("unknown", "connection_failed"),
});
