import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { reply } from "#smtp/reply.ts";

export const storage = definePersona({
  domain: "storage.test",
  does: "Has no disk left: 452 4.3.1 to every recipient",
  hosts: { mx: { rcpt: () => reply(452, "4.3.1 Insufficient system storage") } },
  truth: sameForAll("unknown", "server_busy"),
});
