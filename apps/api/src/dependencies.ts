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

/** Everything that the API depends on. The API closes none of it. */
export interface ApiDependencies {
  readonly database: OpenDatabase;
  readonly bell: Bell;
  readonly logger: Logger;
  readonly vault: Vault;
  /** Opens `/ops` and `/metrics`. */
  readonly operatorToken: string;
  /** Decides whether a `callback_url` may be called. */
  readonly callbackPolicy: CallbackPolicy;
  /** Parses addresses and normalizes them; the workers plan with the same rules. Pure. */
  readonly parseAddress: Verifier["parseAddress"];
  /** Whole credits for a new organization. */
  readonly welcomeCredits: Readonly<Record<Mode, number>>;
  /** Prices of new jobs and reveals. */
  readonly prices: PriceList;
  readonly options?: Partial<ApiOptions>;
}

/** Settings of an operator, each with a default. */
export interface ApiOptions {
  /** Largest JSON body, in bytes after decompression. */
  readonly jsonBodyMaxBytes: number;
  /** Largest CSV body, in bytes after decompression. */
  readonly csvBodyMaxBytes: number;
  /** Most rows of a CSV job; the schema limits those of a JSON body. */
  readonly jobRowsMax: number;
  /** How long a body may take to arrive. A CSV may take longer, as long as bytes keep coming. */
  readonly bodyDeadlineMs: number;
  /** Calls per key. */
  readonly keyLimit: LimitPolicy;
  /** Calls per organization and mode, for all of its keys together. */
  readonly organizationLimit: LimitPolicy;
  /** Calls for a single row that wait at the same time, per organization and mode. */
  readonly singleCallLimit: ConcurrencyPolicy;
  /** Files that are uploaded at the same time, per organization and mode. */
  readonly uploadsMax: number;
  /** Progress streams that are open at the same time, per organization and mode. */
  readonly watchLimit: Pick<ConcurrencyPolicy, "name" | "most">;
  /** How long such a call waits before it is answered with its job, which continues. */
  readonly singleWaitMs: number;
  /** Failed authentications per address. Successful ones are not counted. */
  readonly failedAuthenticationLimit: LimitPolicy;
  /** Attempts of passwords and invitations per address, successful ones included. */
  readonly signInLimit: LimitPolicy;
  /** Passwords tried per account, from all addresses together. */
  readonly accountSignInLimit: LimitPolicy;
  /** Reported leaks per address. */
  readonly leakLimit: LimitPolicy;
  /** Keys of code hosts that may report leaks in their signed form; none by default. */
  readonly leakScannerKeys: ScannerKeys;
  /** Who may sign up. */
  readonly signup: "open" | "invited" | "closed";
  /** Sign-ups per address, because each one grants welcome credits. */
  readonly signupLimit: LimitPolicy;
  /** How long after its check a bounced address is refunded. */
  readonly bounceWindowDays: number;
  /** How long a previewed file is kept, so that a job can start from it. */
  readonly uploadsKeptHours: number;
  /** Secrets of purchases: a signature by any of them is accepted. Without one, the purchase hook does not exist. */
  readonly purchaseHookSecrets: readonly string[];
  /** URL of this server for people, such as https://winnow.example; that of the Host header when left out. */
  readonly publicUrl?: string | undefined;
  /**
   * Addresses and networks of the proxies that may name the caller's address in `X-Forwarded-For`, which is read from
   * its end. None by default; otherwise any caller could choose the address that is limited.
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
