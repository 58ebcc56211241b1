import type { EgressCheck } from "#egress/check.ts";
import type { Names } from "#dns/names.ts";
import { isSameAddress } from "#egress/own-address.ts";

export interface ReverseName {
  readonly check: EgressCheck;
  /** Names of the address that resolve to it (FCrDNS). */
  readonly confirmed: readonly string[];
}

const NAMES_MAX = 10;

/** Whether the PTR of the address names a host that resolves to it: large providers refuse addresses without one. */
export async function checkReverseName(address: string | undefined, names: Names): Promise<ReverseName> {
  const answered = (state: EgressCheck["state"], evidence: readonly string[], fix?: string): ReverseName => ({
    check: { name: "reverse_name", state, evidence, ...(fix !== undefined && { fix }) },
    confirmed: [],
  });
  if (address === undefined) {
    return answered("not_measured", ["The public address is unknown."], "Set the egress address.");
  }
  const pointers = await names.pointers(address);
  if (pointers.outcome === "failure") {
    return answered("not_measured", [`PTR of ${address}: ${pointers.code}.`], "Repair the resolver.");
  }
  if (pointers.outcome !== "found") {
    const fix = `Have the owner of ${address} set a PTR that names this host.`;
    return answered("warning", [`${address} has no PTR.`], fix);
  }
  const led = await Promise.all(
    pointers.values.slice(0, NAMES_MAX).map(async (pointer) => {
      const answer = await names.addresses(pointer);
      const found = answer.outcome === "found" ? answer.values : [];
      return { pointer, found, back: found.some((one) => isSameAddress(one, address)) };
    }),
  );
  const confirmed = led.filter(({ back }) => back).map(({ pointer }) => pointer);
  const evidence = led.map(({ pointer, found, back }) =>
    back
      ? `The PTR of ${address} is ${pointer}, which resolves to it.`
      : `The PTR of ${address} is ${pointer}, which resolves to ${found.join(", ") || "no address"}.`,
  );
  if (confirmed.length > 0) return { check: { name: "reverse_name", state: "ok", evidence }, confirmed };
  return answered("warning", evidence, `Give the name in the PTR an address record with ${address}.`);
}
