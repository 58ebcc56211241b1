import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";

export const tarpit = definePersona({
  domain: "tarpit.test",
  does: "Takes the connection and never says a word",
  hosts: { mx: { greeting: "silence" } },
  truth: sameForAll("unknown", "timeout"),
});
