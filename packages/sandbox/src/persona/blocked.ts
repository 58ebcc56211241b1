import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { reply } from "#smtp/reply.ts";

export const blocked = definePersona({
  domain: "blocked.test",
  does: "Refuses every recipient because of the client: 550 5.7.1, block list",
  hosts: {
    mx: {
      rcpt: (session) =>
        reply(
          550,
          `5.7.1 Service unavailable; client host [${session.clientAddress}] blocked using bl.example; listed for poor reputation`,
        ),
    },
  },
  truth: sameForAll("unknown", "blocked"),
});
