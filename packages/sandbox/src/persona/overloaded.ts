import { definePersona } from "#persona/persona.ts";
import { everybody } from "#persona/verdict.ts";
import { closing } from "#smtp/reply.ts";

export const overloaded = definePersona({
  domain: "overloaded.test",
  does: "Greets with 421 and hangs up",
  hosts: { mx: { greeting: closing(421, "4.3.2 Too many connections, try again later") } },
  truth: everybody("unknown", "rate_limited"),
});
