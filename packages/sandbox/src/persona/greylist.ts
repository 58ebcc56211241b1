import { definePersona } from "#persona/persona.ts";
import { ACCEPTED, sameForAll, NOT_FOUND } from "#persona/verdict.ts";
import { acceptKnown } from "#smtp/recipient-rules.ts";
import { reply } from "#smtp/reply.ts";

const WAIT_MS = 2_000;
const LATER = reply(451, `4.7.1 Greylisted, please try again in ${WAIT_MS / 1000} seconds`);

export const greylist = definePersona({
  domain: "greylist.test",
  does: "Replies 451 4.7.1 to a new recipient, sender and client, and answers two seconds later",
  hosts: {
    mx: {
      rcpt(session, recipient) {
        const { memory, nowMs } = session;
        const triplet = `${session.clientAddress} ${session.mailFrom} ${recipient.address.toLowerCase()}`;
        const firstMs = memory.get(triplet);
        if (firstMs === undefined) memory.set(triplet, nowMs);
        return firstMs !== undefined && nowMs - firstMs >= WAIT_MS ? acceptKnown(session, recipient) : LATER;
      },
    },
  },
  truth: {
    ...sameForAll("unknown", "greylisted"),
    later: { afterMs: WAIT_MS, known: ACCEPTED, unknown: NOT_FOUND },
  },
});
