import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";

export const reset = definePersona({
  domain: "reset.test",
  does: "Resets the connection at once",
  hosts: { mx: { greeting: "reset" } },
  truth: sameForAll("unknown", "connection_failed"),
});
