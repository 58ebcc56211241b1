import type { EgressCheck } from "#egress/check.ts";
import type { Names } from "#dns/names.ts";
import { literalAddress } from "#egress/own-address.ts";
import { checkHost } from "#egress/spf/check-host.ts";

/**
 * Whether SPF of the MAIL FROM domain, or with the null sender of the HELO name, allows the address (RFC 7208 §2.4).
 
 * @param mailFrom empty for the null sender
 */
export async function checkSenderPolicy(
  sender: { readonly mailFrom: string; readonly heloName: string | undefined },
  address: string | undefined,
  names: Names,
): Promise<EgressCheck> {
  const name = "sender_policy";
  const { mailFrom, heloName } = sender;
  const domain = mailFrom === "" ? heloName : mailFrom.slice(mailFrom.lastIndexOf("@") + 1);
  if (address === undefined || domain === undefined || literalAddress(domain) !== undefined) {
    const evidence = [
      address === undefined
        ? "The public address is unknown."
        : "Neither a MAIL FROM address nor a HELO name is set.",
    ];
    return { name, state: "not_measured", evidence, fix: "Set the HELO name and the egress address." };
  }
  const { result, because } = await checkHost(names, {
    address,
    domain,
    sender: mailFrom === "" ? `postmaster@${domain}` : mailFrom,
    heloName: heloName ?? domain,
  });
  const evidence = [`SPF of ${domain} for ${address}: ${result}, ${because}.`];
  const kind = address.includes(":") ? "ip6" : "ip4";
  switch (result) {
    case "pass":
      return { name, state: "ok", evidence };
    case "temperror":
      return { name, state: "not_measured", evidence, fix: "Repair the resolver." };
    case "permerror":
      return { name, state: "warning", evidence, fix: `Repair the SPF record of ${domain}.` };
    case "none":
      return {
        name,
        state: "warning",
        evidence,
        fix: `Publish the TXT “v=spf1 ${kind}:${address} -all” at ${domain}.`,
      };
    default:
      return {
        name,
        state: "warning",
        evidence,
        fix: `Add ${kind}:${address} to the SPF record of ${domain}.`,
      };
  }
}
