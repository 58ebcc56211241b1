import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";

export const tarpit = definePersona({
  domain: "tarpit.test",
  does: "Accepts the connection and sends nothing",
  hosts: { mx: { greeting: "silence" } },
  truth: sameForAll("unknown", "timeout"),
});
