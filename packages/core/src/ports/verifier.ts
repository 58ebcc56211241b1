import type { Deferral, EmailStatus } from "@winnow/contracts";

/** An address in normal form, or what is wrong with it. Pure. */
export type ParsedAddress =
  | {
      readonly ok: true;
      readonly address: {
        /** Normal form: what is verified and shown. */
        readonly address: string;
        /** For telling duplicates: provider rules applied. */
        readonly canonical: string;
        /** ASCII form, lower case. */
        readonly domain: string;
      };
    }
  | { readonly ok: false; readonly reason: string; readonly message: string };

/** Why a verdict is what it is, in one sentence. */
export interface Why {
  /** Without names and quotations. */
  readonly brief: string;
  /** With what the deciding mail host answered. */
  readonly full: string;
}

/** The versions of the rules: evidence that older rules judged can be judged again. */
export interface RuleVersions {
  readonly classifier: string;
  readonly verdict: string;
}

/** What the verifier found about one address. Structurally the verifier's `Verification`. */
export interface Verification {
  readonly input: string;
  readonly address: string;
  readonly verdict: { readonly status: EmailStatus; readonly reason: string };
  /** Names of the flags that hold: role, free, disposable… */
  readonly flags: Readonly<Record<string, boolean>>;
  readonly didYouMean?: string | undefined;
  readonly checkedAt: Date;
  readonly evidence: readonly unknown[];
  /** The verdict in words. */
  readonly why?: Why | undefined;
  /** Of the rules that made the verdict. */
  readonly versions?: RuleVersions | undefined;
  /** Who runs the mail host, such as `google`; absent for a host of no known provider. */
  readonly mailProvider?: string | undefined;
  /** Present when a later attempt may say more (greylisting, throttling). */
  readonly deferral?: Deferral | undefined;
}

/** Of the addresses of a domain that were accepted, those that bounced. */
export interface BounceFeedback {
  readonly accepted: number;
  readonly bounced: number;
}

export interface VerifyOptions {
  readonly signal?: AbortSignal;
  /** Domains (ASCII, lower case) whose accepted addresses are known to bounce: none of theirs is called `valid`. */
  readonly feedback?: ReadonlyMap<string, BounceFeedback>;
}

/** The verifier: the port to hostile mail servers. */
export interface Verifier {
  parseAddress(input: string): ParsedAddress;
  /** Yields one verification per address, in any order; an address that is given twice is answered twice. */
  verifyMany(addresses: readonly string[], options?: VerifyOptions): AsyncIterable<Verification>;
}
