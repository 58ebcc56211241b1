import { parseAddress, type Address } from "#address/parse.ts";
import type { Question } from "#engine/question.ts";
import { summarizeUnparsed, type Verification } from "#engine/verification.ts";
import type { Evidence } from "#evidence/evidence.ts";

/** An address of a call, given once or several times. */
export interface Mailbox {
  readonly parsed: { readonly address: Address; readonly didYouMean?: string };
  readonly inputs: string[];
  readonly evidence: Evidence[];
  question?: Question;
  /** The part of its time limit that the look-up used. */
  spentMs: number;
}

/** Groups the given addresses by domain, each address once. */
export function sortByDomain(
  inputs: Iterable<string>,
  unparsed: (verification: Verification) => void,
): Map<string, Mailbox[]> {
  const mailboxes = new Map<string, Mailbox>();
  const domains = new Map<string, Mailbox[]>();
  for (const input of inputs) {
    const parsed = parseAddress(input);
    if (!parsed.ok) {
      unparsed(summarizeUnparsed(input, parsed.problem, parsed.position));
      continue;
    }
    const { address, domain } = parsed.address;
    const known = mailboxes.get(address);
    if (known !== undefined) {
      known.inputs.push(input);
      continue;
    }
    const mailbox = { parsed, inputs: [input], evidence: [], spentMs: 0 };
    mailboxes.set(address, mailbox);
    const neighbours = domains.get(domain);
    if (neighbours === undefined) domains.set(domain, [mailbox]);
    else neighbours.push(mailbox);
  }
  return domains;
}
