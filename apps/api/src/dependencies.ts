import type { Mode } from "@winnow/contracts";
import type {
  CallbackPolicy,
  ConcurrencyPolicy,
  LimitPolicy,
  PriceList,
  Vault,
  Verifier,
} from "@winnow/core";
import type { OpenDatabase } from "@winnow/database";
import type { Bell } from "@winnow/queues";
import type { Logger } from "@winnow/runtime";
import type { ScannerKeys } from "#leak/scanner-keys.ts";

/** What the API works with. Nothing of it is closed by the API. */
export interface ApiDependencies {
  readonly database: OpenDatabase;
  readonly bell: Bell;
  readonly logger: Logger;
  readonly vault: Vault;
  /** Opens `/ops` and `/metrics`. */
  readonly operatorToken: string;
  /** Says whether a `callback_url` may be called. */
  readonly callbackPolicy: CallbackPolicy;
  /** Tells addresses from what is none, and when two are the same: what workers plan with. Pure. */
  readonly parseAddress: Verifier["parseAddress"];
  /** Whole credits for a new organization. */
  readonly welcomeCredits: Readonly<Record<Mode, number>>;
  /** What jobs and reveals are quoted from now on. */
  readonly prices: PriceList;
  readonly options?: Partial<ApiOptions>;
}

/** What an operator may change, with defaults. */
export interface ApiOptions {
  /** Largest JSON body, in bytes after decompression. */
  readonly jsonBodyMaxBytes: number;
  /** Largest CSV body, in bytes after decompression. */
  readonly csvBodyMaxBytes: number;
  /** Most rows of a CSV job; those of a JSON body are bounded by its schema. */
  readonly jobRowsMax: number;
  /** How long a body may take to arrive, unless it is a CSV: that one may take as long as bytes keep coming. */
  readonly bodyDeadlineMs: number;
  /** Calls per key. */
  readonly keyLimit: LimitPolicy;
  /** Calls per organization and mode, under all of its keys together. */
  readonly organizationLimit: LimitPolicy;
  /** Calls for a single row that wait at once, per organization and mode. */
  readonly singleCallLimit: ConcurrencyPolicy;
  /** Files that are being sent at once, per organization and mode. */
  readonly uploadsMax: number;
  /** Streams of progress that are open at once, per organization and mode. */
  readonly watchLimit: Pick<ConcurrencyPolicy, "name" | "most">;
  /** How long such a call waits before it is answered with the job that goes on. */
  readonly singleWaitMs: number;
  /** Failed authentications per address. What succeeds is not counted. */
  readonly failedAuthenticationLimit: LimitPolicy;
  /** Passwords and invitations tried per address, right ones included. */
  readonly signInLimit: LimitPolicy;
  /** Passwords tried per account, from all addresses together. */
  readonly accountSignInLimit: LimitPolicy;
  /** Reported leaks per address. */
  readonly leakLimit: LimitPolicy;
  /** Who may report leaks by the signed form of code hosts; nobody by default. */
  readonly leakScannerKeys: ScannerKeys;
  /** Who may sign up. */
  readonly signup: "open" | "invited" | "closed";
  /** Sign-ups per address: welcome credits are worth something. */
  readonly signupLimit: LimitPolicy;
  /** How long after its check an address that came back is refunded. */
  readonly bounceWindowDays: number;
  /** How long a previewed file is kept for a job to start from it. */
  readonly uploadsKeptHours: number;
  /** Any of these signs purchases; without one there is no purchase hook. */
  readonly purchaseHookSecrets: readonly string[];
  /** Where people reach this server, such as https://winnow.example; as the Host header says, when left out. */
  readonly publicUrl?: string | undefined;
  /**
   * Addresses and networks of the proxies that may name the caller's address in `X-Forwarded-For`, which is read from
   * its end. None by default: any caller could choose the address that is limited.
   */
  readonly trustedProxies: readonly string[];
}

const MEGABYTE = 1024 * 1024;
const DAY_SECONDS = 86_400;

export const defaultApiOptions: ApiOptions = {
  jsonBodyMaxBytes: 10 * MEGABYTE,
  csvBodyMaxBytes: 512 * MEGABYTE,
  jobRowsMax: 5_000_000,
  bodyDeadlineMs: 60_000,
  keyLimit: { name: "key", quota: 120, windowSeconds: 60 },
  organizationLimit: { name: "organization", quota: 600, windowSeconds: 60 },
  singleCallLimit: { name: "single", most: 20, withinMs: 60_000 },
  uploadsMax: 4,
  watchLimit: { name: "watch", most: 20 },
  singleWaitMs: 10_000,
  failedAuthenticationLimit: { name: "failed-authentication", quota: 30, windowSeconds: 60 },
  signInLimit: { name: "sign-in", quota: 30, windowSeconds: 60 },
  accountSignInLimit: { name: "sign-in-account", quota: 10, windowSeconds: 300 },
  leakLimit: { name: "leak", quota: 60, windowSeconds: 60 },
  leakScannerKeys: new Map(),
  signup: "open",
  signupLimit: { name: "signup", quota: 10, windowSeconds: DAY_SECONDS },
  bounceWindowDays: 30,
  uploadsKeptHours: 24,
  purchaseHookSecrets: [],
  trustedProxies: [],
};
