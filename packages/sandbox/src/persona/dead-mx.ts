import { DEAD_ADDRESS, definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { exchanges } from "#persona/zone.ts";

export const deadMx = definePersona({
  domain: "dead-mx.test",
  does: "Its only MX refuses connections",
  zone: exchanges("dead"),
  hosts: { dead: { address: DEAD_ADDRESS } },
  truth: sameForAll("unknown", "connection_failed"),
});
