import type {
  EmailStatus,
  Mode,
  ProviderAttempt,
  QueueName,
  QueuePayloads,
  RowContact,
} from "@winnow/contracts";

/** Wakes a worker: "look here". Lost or repeated rings are harmless, because tables decide what is due. */
export interface Bell {
  ring<Name extends QueueName>(
    queue: Name,
    payload: QueuePayloads[Name],
    /** 1 is first; the queue's own, when left out. */
    options?: { readonly priority?: number },
  ): Promise<void>;
}

/** The process clock, for what is shown. Leases and due times use the database's clock. */
export interface Clock {
  now(): Date;
}

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

/** What was found out about one address. Structurally the verifier's `Verification`. */
export interface Verification {
  readonly input: string;
  readonly address: string;
  readonly verdict: { readonly status: EmailStatus; readonly reason: string };
  /** Names of the flags that hold: role, free, disposable… */
  readonly flags: Readonly<Record<string, boolean>>;
  readonly didYouMean?: string | undefined;
  readonly checkedAt: Date;
  readonly evidence: readonly unknown[];
  /** Present when a later attempt may say more (greylisting, throttling). */
  readonly deferral?: { readonly cause: string; readonly retryAfterSeconds?: number | undefined } | undefined;
}

export interface VerifyOptions {
  readonly signal?: AbortSignal;
}

/** The verifier: hostile mail servers behind one face. */
export interface Verifier {
  parseAddress(input: string): ParsedAddress;
  /** Yields one verification per address, in any order; an address that is given twice is answered twice. */
  verifyMany(addresses: readonly string[], options?: VerifyOptions): AsyncIterable<Verification>;
}

/** What a row says about a person, cleaned: empty cells are absent. */
export interface Person {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly fullName?: string | undefined;
  readonly company?: string | undefined;
  /** Registrable mail domain or host, ASCII, lower case. */
  readonly domain?: string | undefined;
  readonly linkedinUrl?: string | undefined;
  readonly email?: string | undefined;
}

/** A provider's answer about one person. `emails` are candidates, likeliest first; they are verified by the waterfall. */
export type Finding =
  | {
      readonly outcome: "found";
      readonly emails: readonly string[];
      /** What the source knows about the first of them, where it asked a mail host. */
      readonly verified?: { readonly status: EmailStatus; readonly at: Date } | undefined;
      readonly contact?: RowContact | undefined;
    }
  | { readonly outcome: "not_found"; readonly detail?: string | undefined }
  | { readonly outcome: "failed"; readonly detail: string };

/** A source of contacts. Answers in the order of `people`, one finding each. */
export interface EnrichmentProvider {
  readonly name: string;
  find(
    people: readonly Person[],
    options: { readonly mode: Mode; readonly signal?: AbortSignal },
  ): Promise<Finding[]>;
}

/** What the waterfall found for one person, with every attempt. */
export interface Enrichment {
  readonly email?: Verification | undefined;
  readonly contact?: RowContact | undefined;
  readonly attempts: readonly ProviderAttempt[];
  /** A candidate's mail host asked to come back later, and nothing usable was found without it. */
  readonly deferral?: Verification["deferral"];
}

/** Providers in order, stopping at the first usable email. Answers in the order of `people`. */
export interface Waterfall {
  enrich(
    people: readonly Person[],
    options: { readonly mode: Mode; readonly verifier: Verifier; readonly signal?: AbortSignal },
  ): Promise<Enrichment[]>;
}

/** How a post to a callback went. Structurally the answer of the webhook sender. */
export type SendOutcome =
  | { readonly outcome: "delivered"; readonly status: number; readonly ms: number }
  | {
      readonly outcome: "rejected";
      readonly status: number;
      readonly retryAfterMs?: number | undefined;
      readonly gone: boolean;
      readonly ms: number;
    }
  | {
      readonly outcome: "unreachable";
      readonly error: string;
      readonly message: string;
      readonly ms: number;
    };

/** Posts signed bytes to a checked address, and says how long to wait after a failure. */
export interface WebhookSender {
  send(call: {
    readonly url: string;
    readonly secrets: readonly string[];
    readonly id: string;
    readonly attempt: number;
    readonly body: string;
    readonly signal?: AbortSignal;
  }): Promise<SendOutcome>;
  /** Milliseconds until the next attempt after `attempts` failures; undefined when none is left. */
  retryDelayMs(attempts: number, retryAfterMs?: number): number | undefined;
}

/** Says whether events may be posted to this URL: syntax, scheme, port and every resolved address. */
export interface CallbackPolicy {
  check(
    url: string,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string }>;
}
