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
  /** The verdict in words. */
  readonly why?: Why | undefined;
  /** Of the rules that made the verdict. */
  readonly versions?: RuleVersions | undefined;
  /** Who runs the mail host, such as `google`; absent for a host of nobody in particular. */
  readonly mailProvider?: string | undefined;
  /** Present when a later attempt may say more (greylisting, throttling). */
  readonly deferral?:
    | {
        readonly cause: string;
        readonly retryAfterSeconds?: number | undefined;
        /** The mail provider whose budget had nothing left. Nobody was asked, so it counts as no attempt. */
        readonly awaits?: string | undefined;
      }
    | undefined;
}

/** How much a mail provider may be asked from one egress address; shared by all who ask from there. */
export interface ProviderBudget {
  /** Asks for one session. Answers at once: granted, or how long to wait. */
  acquire(ask: {
    /** A known provider's id, or the registrable domain of the mail host. */
    readonly provider: string;
    /** Own address or proxy; "default" where none is configured. */
    readonly egress: string;
    /** That the session means to ask. */
    readonly recipients: number;
    /** As many sessions at once as there may ever be. */
    readonly sessionsMax: number;
    readonly recipientsPerMinute?: number | undefined;
  }): Promise<BudgetGrant>;
}

export type BudgetGrant =
  | {
      readonly granted: true;
      /** To be called once, when the session is over. */
      release(outcome: SessionOutcome): Promise<void>;
    }
  | {
      readonly granted: false;
      readonly reason: "paused" | "busy" | "rate";
      readonly retryAfterMs: number;
    };

/** How a session with a mail host went. */
export interface SessionOutcome {
  /** Recipients that were asked about. */
  readonly recipients: number;
  /** The provider wants fewer questions: 421, 4.7.x, "too many…". */
  readonly throttled: boolean;
  /** The provider does not talk to this egress address. */
  readonly blocked: boolean;
  /** As the host named it. */
  readonly retryAfterSeconds?: number | undefined;
  /** The reply that throttled or blocked, for the operator. */
  readonly reply?: string | undefined;
}

/** Why a verdict is what it is, in one sentence. */
export interface Why {
  /** Names nobody and quotes nothing. */
  readonly brief: string;
  /** With what the deciding mail host answered. */
  readonly full: string;
}

/** Rules change, and say so: evidence that was judged by older ones can be judged again. */
export interface RuleVersions {
  readonly classifier: string;
  readonly verdict: string;
}

/** Judges stored evidence again, without asking any mail host. Pure. */
export interface Judge {
  readonly versions: RuleVersions;
  judge(
    evidence: readonly unknown[],
    context: {
      /** Names of the flags that hold. */
      readonly flags: readonly string[];
      /** The sending side was out of order: a refusal says nothing about the mailbox. */
      readonly egressUnhealthy: boolean;
    },
  ): { readonly verdict: Verification["verdict"]; readonly why: Why };
}

export interface VerifyOptions {
  readonly signal?: AbortSignal;
  /** Domains (ASCII, lower case) whose accepted addresses are known to bounce: none of theirs is called `valid`. */
  readonly feedback?: ReadonlyMap<string, BounceFeedback>;
}

/** Of the addresses of a domain that were accepted, those that bounced. */
export interface BounceFeedback {
  readonly accepted: number;
  readonly bounced: number;
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

/** What a source found out by asking a mail host itself. */
export interface KnownVerdict {
  readonly status: EmailStatus;
  readonly at: Date;
}

/** A provider's answer about one person. `emails` are candidates, likeliest first; they are verified by the waterfall. */
export type Finding =
  | {
      readonly outcome: "found";
      readonly emails: readonly string[];
      /** What is known about the first of them: while it is fresh, no mail host is asked again. */
      readonly verified?: KnownVerdict | undefined;
      readonly contact?: RowContact | undefined;
    }
  | { readonly outcome: "not_found"; readonly detail?: string | undefined };

/** Somebody to be found. `reference` names the row, for good: a paid call about it is made once. */
export interface Question {
  readonly reference: string;
  readonly person: Person;
}

/** A source of contacts. Answers in the order of `questions`, one finding each. */
export interface EnrichmentProvider {
  readonly name: string;
  find(questions: readonly Question[]): Promise<Finding[]>;
}

/** How a paid call stands before it is made. */
export type CallState =
  /** Nobody has made it: the intent is committed, make it now. */
  | { readonly state: "fresh" }
  /** It was made, or a call about the same person that is fresh enough. */
  | { readonly state: "answered"; readonly answer: unknown }
  /** Somebody meant to make it, and nobody knows what became of it. */
  | { readonly state: "unknown" };

/** Where paid calls are committed before they are made, and settled afterwards. */
export interface CallBook {
  intend(
    provider: { readonly name: string; readonly priceCredits: number; readonly freshForDays: number },
    call: { readonly key: string; readonly person: Person },
  ): Promise<CallState>;
  settle(settlement: {
    readonly key: string;
    readonly outcome: "found" | "not_found" | "refused" | "unknown";
    readonly charged: boolean;
    readonly answer: unknown;
  }): Promise<void>;
}

/** What the waterfall found for one person, with every attempt. */
export interface Enrichment {
  readonly email?: Verification | undefined;
  readonly contact?: Partial<RowContact> | undefined;
  readonly attempts: readonly ProviderAttempt[];
  /** A mail host or a provider was out of reach, and nothing usable was found without it. */
  readonly deferral?: Verification["deferral"];
}

/** Providers in order, stopping at the first usable email. Answers in the order of `questions`. */
export interface Waterfall {
  enrich(
    questions: readonly Question[],
    options: {
      readonly mode: Mode;
      readonly verifier: Verifier;
      readonly signal?: AbortSignal;
      readonly calls?: CallBook;
      /** Names of the providers to ask, in this order; all of them, when left out. */
      readonly order?: readonly string[] | undefined;
      /** A verdict that a source knows, as the verifier would say it; undefined where it is too old. */
      readonly known?: (address: string, verdict: KnownVerdict) => Verification | undefined;
    },
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
