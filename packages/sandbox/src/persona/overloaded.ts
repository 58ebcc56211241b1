import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { closingReply } from "#smtp/reply.ts";

export const overloaded = definePersona({
  domain: "overloaded.test",
  does: "Greets with 421 and hangs up",
  hosts: { mx: { greeting: closingReply(421, "4.3.2 Too many connections, try again later") } },
  truth: sameForAll("unknown", "rate_limited"),
});
