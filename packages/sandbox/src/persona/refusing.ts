import { definePersona } from "#persona/persona.ts";
import { everybody } from "#persona/verdict.ts";
import { closing } from "#smtp/reply.ts";

export const refusing = definePersona({
  domain: "refusing.test",
  does: "Greets with 554 and hangs up",
  hosts: { mx: { greeting: closing(554, "5.3.2 No SMTP service here") } },
  truth: everybody("unknown", "blocked"),
});
