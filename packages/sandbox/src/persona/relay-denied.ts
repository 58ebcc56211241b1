import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { reply } from "#smtp/reply.ts";

export const relayDenied = definePersona({
  domain: "relay-denied.test",
  does: "Does not serve the domain: 550 5.7.1, relay access denied",
  hosts: {
    mx: { rcpt: (_session, recipient) => reply(550, `5.7.1 <${recipient.address}>: Relay access denied`) },
  },
  truth: sameForAll("invalid", "domain_not_served"),
});
