import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { reply } from "#smtp/reply.ts";

export const senderRefused = definePersona({
  domain: "sender-refused.test",
  does: "Refuses the sender at MAIL FROM: 550 5.1.8",
  hosts: { mx: { mail: reply(550, "5.1.8 Sender address rejected: domain not found") } },
  truth: sameForAll("unknown", "our_configuration"),
});
