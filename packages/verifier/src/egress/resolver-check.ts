import type { NamesTally } from "#dns/names.ts";
import type { EgressCheck } from "#egress/check.ts";

const FIX = "Set your own resolvers, such as an Unbound on this machine.";

/** Whether the resolver answers, measured with the queries of the other checks. */
export function checkResolver({ asked, failures }: NamesTally): EgressCheck {
  const name = "resolver";
  if (asked === 0) {
    const evidence = ["No query was sent: no name, host, list or canary is configured."];
    return { name, state: "not_measured", evidence, fix: "Set a HELO name, self-test hosts or canaries." };
  }
  if (failures.length === 0) return { name, state: "ok", evidence: [`${asked} queries were answered.`] };
  const evidence = [`${failures.length} of ${asked} queries had no answer.`, ...failures.slice(0, 10)];
  return { name, state: failures.length === asked ? "broken" : "warning", evidence, fix: FIX };
}
