import type { EgressCheck } from "#egress/check.ts";
import type { Verification } from "#engine/verification.ts";

/**
 * Whether the MAIL FROM address accepts mail: hosts that verify senders refuse one that does not, and bounces are sent there.
 * @param verification of the address; absent with the null sender.
 */
export function checkReturnPath(verification: Verification | undefined): EgressCheck {
  const name = "return_path";
  if (verification === undefined) {
    return { name, state: "ok", evidence: ["The null sender <> is used, so no address receives bounces."] };
  }
  const { address, verdict, mxHost } = verification;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const { status, reason } = verdict;
  if (reason === "dns_failure") {
    const evidence = [`The name servers of ${domain} did not answer.`];
    return { name, state: "not_measured", evidence, fix: "Repair the resolver, or the zone." };
  }
  if (status !== "invalid") {
    const evidence = [
      `${domain} has the mail host ${mxHost ?? "it names"}; ${address}: ${status} (${reason}).`,
    ];
    return { name, state: "ok", evidence };
  }
  const evidence = [`${address} does not accept mail: ${reason}.`];
  const fix = "Set MAIL FROM to one of your addresses that receives mail, or to the null sender <>.";
  return { name, state: "warning", evidence, fix };
}
