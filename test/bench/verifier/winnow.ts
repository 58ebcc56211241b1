import { createVerifier, UNLIMITED_BUDGET } from "@winnow/verifier";
import { lookTwice, nameLooks } from "../../accuracy/second-look.ts";
import { limitedDial } from "./limited-dial.ts";
import type { Contestant, World } from "./contestant.ts";

/** The verifier as the worker uses it: all addresses in one call, deferred ones in a second call. */
export function createWinnow({ dnsServers, smtpPort, allowedNetworks }: World): Contestant {
  return {
    async verify({ addresses, connections }) {
      await using verifier = createVerifier({
        dnsServers,
        smtpPort,
        allowedMxNetworks: allowedNetworks,
        // Only the number of connections limits the measurement.
        budget: UNLIMITED_BUDGET,
        dial: limitedDial(connections),
        maxSessions: connections,
        // The wait of the quickest peer.
        commandTimeoutMs: 4_000,
      });
      const looks = await lookTwice(verifier, addresses);
      return new Map([...looks].map(([address, seen]) => [address, nameLooks(seen)]));
    },
  };
}
