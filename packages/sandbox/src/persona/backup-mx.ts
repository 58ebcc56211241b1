import { DEAD_ADDRESS, definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";
import { exchanges } from "#persona/zone.ts";

export const backupMx = definePersona({
  domain: "backup-mx.test",
  does: "Its first MX refuses connections, the second works",
  zone: exchanges("dead", "mx"),
  hosts: { dead: { address: DEAD_ADDRESS }, mx: {} },
  truth: TOLD_APART,
});
