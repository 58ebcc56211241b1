import { definePersona } from "#persona/persona.ts";
import { everybody } from "#persona/verdict.ts";

export const reset = definePersona({
  domain: "reset.test",
  does: "Resets the connection at once",
  hosts: { mx: { greeting: "reset" } },
  truth: everybody("unknown", "connection_failed"),
});
