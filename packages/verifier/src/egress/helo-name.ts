import type { EgressCheck } from "#egress/check.ts";
import type { Names } from "#dns/names.ts";
import { isSameAddress, literalAddress } from "#egress/own-address.ts";

/** Whether the HELO name resolves to the address and agrees with its PTR. */
export async function checkHeloName(
  heloName: string | undefined,
  own: { readonly address: string | undefined; readonly confirmed: readonly string[] },
  names: Names,
): Promise<EgressCheck> {
  const name = "helo_name";
  const { address, confirmed } = own;
  if (heloName === undefined) {
    const evidence = ["No HELO name is set: the verifier introduces itself by its local address."];
    return { name, state: "not_measured", evidence, fix: "Set a HELO name whose address is this host's." };
  }
  if (address === undefined) {
    const evidence = [`${heloName} has no address, and the public address is unknown.`];
    return { name, state: "warning", evidence, fix: `Give ${heloName} an address record.` };
  }
  if (literalAddress(heloName) !== undefined) {
    const evidence = [`${heloName} is an address instead of a name, which many mail hosts refuse.`];
    return { name, state: "warning", evidence, fix: "Set a HELO name instead of an address." };
  }
  const answer = await names.addresses(heloName);
  if (answer.outcome === "failure") {
    const evidence = [`Addresses of ${heloName}: ${answer.code}.`];
    return { name, state: "not_measured", evidence, fix: "Repair the resolver." };
  }
  const found = answer.outcome === "found" ? answer.values : [];
  if (!found.some((one) => isSameAddress(one, address))) {
    const evidence = [`${heloName} resolves to ${found.join(", ") || "no address"}, not to ${address}.`];
    return { name, state: "warning", evidence, fix: `Give ${heloName} an address record with ${address}.` };
  }
  if (!confirmed.includes(heloName.toLowerCase())) {
    const evidence = [
      `${heloName} resolves to ${address}, whose confirmed name is ${confirmed.join(", ") || "missing"}.`,
    ];
    return { name, state: "warning", evidence, fix: `Have the PTR of ${address} name ${heloName}.` };
  }
  return { name, state: "ok", evidence: [`${heloName} resolves to ${address}, whose PTR names it.`] };
}
