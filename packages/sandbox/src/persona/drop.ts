import { definePersona } from "#persona/persona.ts";
import { everybody } from "#persona/verdict.ts";

export const drop = definePersona({
  domain: "drop.test",
  does: "Hangs up at RCPT",
  hosts: { mx: { rcpt: () => "drop" } },
  truth: everybody("unknown", "connection_failed"),
});
