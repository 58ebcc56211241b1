import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { closingReply } from "#smtp/reply.ts";

export const refusing = definePersona({
  domain: "refusing.test",
  does: "Greets with 554 and hangs up",
  hosts: { mx: { greeting: closingReply(554, "5.3.2 No SMTP service here") } },
  truth: sameForAll("unknown", "blocked"),
});
