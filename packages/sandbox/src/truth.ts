import { mailboxExists } from "#mailbox.ts";
import { asciiForm, Network } from "#network.ts";
import { personas } from "#persona/index.ts";
import type { Expectation } from "#persona/persona.ts";

/**
 * The correct verdict about any address of the sandbox: the reference for confusion matrices and benchmarks.
 * @param options.seed the sandbox's
 * @returns a function from an address to its expectation; undefined for addresses outside the sandbox
 */
export function createTruth({ seed = 0 }: { readonly seed?: number } = {}) {
  const network = new Network(personas, seed);
  return (address: string): Expectation | undefined => {
    const at = address.lastIndexOf("@");
    const local = address.slice(0, at);
    const domain = asciiForm(address.slice(at + 1));
    const persona = at > 0 ? network.personaOf(domain) : undefined;
    if (persona === undefined) return undefined;
    const { truth } = persona;
    const { apart, exceptions } = truth;
    const exception = exceptions?.[local.toLowerCase()] ?? apart?.[local.toLowerCase()];
    if (exception !== undefined) return { address, ...exception };
    const kind = mailboxExists(seed, local, domain) ? "known" : "unknown";
    const { later } = truth;
    if (later === undefined) return { address, ...truth[kind] };
    return { address, ...truth[kind], later: { ...later[kind], afterMs: later.afterMs } };
  };
}
