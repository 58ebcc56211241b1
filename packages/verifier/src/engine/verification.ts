import type { Address } from "#address/parse.ts";
import { NO_FLAGS, type Flags } from "#address/flags.ts";
import type { SyntaxProblem } from "#address/problem.ts";
import { deriveDeferral, deriveVerdict, type Deferral, type DerivedVerdict } from "#verdict/derive.ts";
import type { Evidence } from "#evidence/evidence.ts";
import { deriveFacts, type Facts } from "#verdict/facts.ts";
import type { Ternary } from "#evidence/vocabulary.ts";

/** The result for one address. */
export interface Verification {
  /** The address exactly as it was given. */
  readonly input: string;
  /** Normal form; the input when it is not an address. */
  readonly address: string;
  readonly verdict: DerivedVerdict;
  readonly flags: Flags;
  /** The whole address with the domain that was probably meant. */
  readonly didYouMean?: string;
  readonly checkedAt: Date;
  /** Every observation, in order; `deriveFacts` and `deriveVerdict` derive the verdict from them. */
  readonly evidence: readonly Evidence[];
  /** Present when a later attempt may give a better answer. */
  readonly deferral?: Deferral;
  /** The mail host that decided, or the first one of the domain. */
  readonly mxHost?: string;
  /** From the first RCPT of the address to its answer, without waiting for a free session. */
  readonly durationMs: number;
}

/** Summarizes the observations of an address. */
export function summarizeVerification(
  input: string,
  parsed: { readonly address: Address; readonly didYouMean?: string },
  seen: readonly Evidence[],
  { durationMs, egressHealthy }: { readonly durationMs: number; readonly egressHealthy: Ternary },
): Verification {
  const { address, flags } = parsed.address;
  const evidence = egressHealthy === "no" ? doubted(seen) : seen;
  const facts = deriveFacts(evidence, { flags, egressHealthy });
  const verdict = deriveVerdict(facts);
  const deferral = deriveDeferral(facts, verdict);
  const mxHost = mailHostOf(facts);
  return {
    input,
    address,
    verdict,
    flags: facts.disposableHost === undefined ? flags : { ...flags, disposable: true, free: false },
    ...(parsed.didYouMean === undefined ? {} : { didYouMean: parsed.didYouMean }),
    checkedAt: new Date(),
    evidence,
    ...(deferral === undefined ? {} : { deferral }),
    ...(mxHost === undefined ? {} : { mxHost }),
    durationMs,
  };
}

/** Records in the evidence that the egress is unhealthy, so that a later judgement of it knows that a refusal proves nothing. */
function doubted(seen: readonly Evidence[]): readonly Evidence[] {
  const asked = seen.some((one) => "host" in one);
  if (!asked) return seen;
  return [{ stage: "egress", finding: "unhealthy", at: new Date().toISOString() }, ...seen];
}

/** Summarizes a text that is not an address. */
export function summarizeUnparsed(input: string, problem: SyntaxProblem, position: number): Verification {
  const checkedAt = new Date();
  const evidence = [{ stage: "syntax", problem, position, at: checkedAt.toISOString() }] as const;
  const verdict = deriveVerdict(deriveFacts(evidence));
  return { input, address: input, verdict, flags: NO_FLAGS, checkedAt, evidence, durationMs: 0 };
}

function mailHostOf({ finding, evidence }: Facts): string | undefined {
  const decided = finding?.evidence;
  if (decided !== undefined && "host" in decided && decided.host !== "") return decided.host;
  const dns = evidence.find((seen) => seen.stage === "dns");
  return dns?.hosts.find(({ addresses }) => addresses.length > 0)?.host;
}
