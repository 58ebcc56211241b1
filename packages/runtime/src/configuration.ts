import { resolve } from "node:path";
import { checkTogether } from "#check-together.ts";
import { ConfigurationError } from "#configuration-error.ts";
import { readEnvironment } from "#environment.ts";
import type { LogLevel } from "#logger.ts";
import { BILLABLE } from "#price-settings.ts";
import { settings, type WinnowEnvironment } from "#settings.ts";

/** What one result costs, and which results cost it. */
interface ConfiguredPrice {
  /** A whole number; 0 is free. */
  readonly millicredits: number;
  /** At least one, each once, in one order. */
  readonly billable: readonly (typeof BILLABLE)[number][];
}

/** The configuration of a Winnow process, shaped for those who use it. */
export interface Configuration {
  /** Absent: start the embedded server in `dataDirectory`. */
  readonly databaseUrl: string | undefined;
  /** Absent: the queues live in PostgreSQL. */
  readonly redisUrl: string | undefined;
  /** Absolute path. */
  readonly dataDirectory: string;
  readonly secret: string | undefined;
  readonly operatorToken: string | undefined;
  readonly logLevel: LogLevel;
  readonly shutdownDeadlineMs: number;
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly maxBodyBytes: number;
    readonly trustedProxies: readonly string[];
  };
  /** Of one CSV. */
  readonly maxJobRows: number;
  /** Whole credits for a new organization. */
  readonly welcomeCredits: { readonly live: number; readonly test: number };
  /** What is charged, by operation. */
  readonly prices: Readonly<Record<"verify" | "enrich" | "reveal", ConfiguredPrice>>;
  readonly signup: { readonly who: "open" | "invited" | "closed"; readonly perAddressAndDay: number };
  /** Calls per minute. */
  readonly rateLimits: {
    readonly perKey: number;
    readonly perOrganization: number;
    /** Per address. */
    readonly failedAuthentications: number;
    readonly signIns: number;
  };
  /** Of one organization and mode, at once. */
  readonly singleCalls: number;
  /** Files that are being sent at once, per organization and mode. */
  readonly uploads: number;
  /** Where people reach this server. */
  readonly publicUrl: string | undefined;
  /** The key set of secret scanners; absent: none reports here. */
  readonly leakScannerKeysFile: string | undefined;
  readonly providersFile: string | undefined;
  /** How long after its check an address that came back is refunded. */
  readonly bounceWindowDays: number;
  /** How long rows and results are kept after their job has ended. */
  readonly resultsKeptDays: number;
  /** How long a previewed file is kept. */
  readonly uploadsKeptHours: number;
  /** Each of these may sign purchases; without any there is no purchase hook. */
  readonly purchaseHookSecrets: readonly string[];
  readonly worker: {
    readonly concurrency: number;
    /** Chunks of one organization at once; absent: three quarters of `concurrency`. */
    readonly organizationChunksMax: number | undefined;
    readonly chunkRows: number;
    readonly leaseMs: number;
  };
  readonly verifier: {
    /** `address` or `address:port`; absent: the system's. */
    readonly dnsServers: readonly string[] | undefined;
    readonly smtpPort: number;
    readonly heloName: string | undefined;
    /** Empty: the null sender. */
    readonly mailFrom: string;
    /** Empty: the system chooses. */
    readonly sourceAddresses: readonly string[];
    readonly socksProxy: string | undefined;
    readonly allowPrivateMx: boolean;
    /** The address that mail hosts see; absent: it follows from the other settings. */
    readonly egressAddress: string | undefined;
    readonly selfTestHosts: readonly string[];
    readonly blockLists: readonly string[];
    readonly canaries: readonly { readonly address: string; readonly expected: "valid" | "invalid" }[];
    readonly auditIntervalMs: number;
  };
  readonly webhooks: { readonly allowedHosts: readonly string[]; readonly allowHttp: boolean };
}

/** Lists that many mail hosts query, and that answer a query every few minutes from a resolver of one's own. */
const BLOCK_LISTS = ["bl.spamcop.net", "psbl.surriel.com"];

/** Shapes what `readEnvironment(settings, …)` read. */
export function shapeConfiguration(environment: WinnowEnvironment): Configuration {
  return {
    databaseUrl: environment.DATABASE_URL,
    redisUrl: environment.REDIS_URL,
    dataDirectory: resolve(environment.WINNOW_DATA_DIR),
    secret: environment.WINNOW_SECRET,
    operatorToken: environment.WINNOW_OPERATOR_TOKEN,
    logLevel: environment.LOG_LEVEL,
    shutdownDeadlineMs: environment.SHUTDOWN_DEADLINE_SECONDS * 1000,
    http: {
      host: environment.HOST,
      port: environment.PORT,
      maxBodyBytes: environment.MAX_BODY_BYTES,
      trustedProxies: environment.TRUSTED_PROXIES,
    },
    maxJobRows: environment.MAX_JOB_ROWS,
    welcomeCredits: { live: environment.WELCOME_CREDITS_LIVE, test: environment.WELCOME_CREDITS_TEST },
    prices: {
      verify: priceOf(environment.PRICE_VERIFY, environment.BILLABLE_VERIFY),
      enrich: priceOf(environment.PRICE_ENRICH, environment.BILLABLE_ENRICH),
      reveal: priceOf(environment.PRICE_REVEAL, environment.BILLABLE_REVEAL),
    },
    singleCalls: environment.SINGLE_CALLS_PER_ORGANIZATION,
    uploads: environment.UPLOADS_PER_ORGANIZATION,
    publicUrl: environment.PUBLIC_URL,
    leakScannerKeysFile: environment.LEAK_SCANNER_KEYS_FILE,
    providersFile: environment.PROVIDERS_FILE,
    bounceWindowDays: environment.BOUNCE_WINDOW_DAYS,
    resultsKeptDays: environment.RESULTS_KEPT_DAYS,
    uploadsKeptHours: environment.UPLOADS_KEPT_HOURS,
    signup: { who: environment.SIGNUP, perAddressAndDay: environment.SIGNUPS_PER_DAY },
    rateLimits: {
      perKey: environment.RATE_LIMIT_PER_KEY,
      perOrganization: environment.RATE_LIMIT_PER_ORGANIZATION,
      failedAuthentications: environment.FAILED_AUTHENTICATIONS_PER_MINUTE,
      signIns: environment.SIGN_INS_PER_MINUTE,
    },
    purchaseHookSecrets: environment.PURCHASE_HOOK_SECRETS,
    worker: {
      concurrency: environment.WORKER_CONCURRENCY,
      organizationChunksMax: environment.WORKER_ORGANIZATION_CHUNKS,
      chunkRows: environment.WORKER_CHUNK_ROWS,
      leaseMs: environment.WORKER_LEASE_SECONDS * 1000,
    },
    verifier: {
      dnsServers: environment.VERIFIER_DNS_SERVERS,
      smtpPort: environment.VERIFIER_SMTP_PORT,
      heloName: environment.VERIFIER_HELO_NAME,
      mailFrom: environment.VERIFIER_MAIL_FROM,
      sourceAddresses: environment.VERIFIER_SOURCE_ADDRESS ?? [],
      socksProxy: environment.VERIFIER_SOCKS_PROXY,
      allowPrivateMx: environment.VERIFIER_ALLOW_PRIVATE_MX,
      egressAddress: environment.VERIFIER_EGRESS_ADDRESS,
      selfTestHosts: environment.VERIFIER_SELF_TEST_HOSTS,
      blockLists: (environment.VERIFIER_BLOCK_LISTS ?? BLOCK_LISTS).filter((zone) => zone !== "none"),
      canaries: environment.VERIFIER_CANARIES.map(readCanary),
      auditIntervalMs: environment.VERIFIER_EGRESS_AUDIT_SECONDS * 1000,
    },
    webhooks: { allowedHosts: environment.WEBHOOK_ALLOWED_HOSTS, allowHttp: environment.WEBHOOK_ALLOW_HTTP },
  };
}

function priceOf(credits: number, billable: readonly string[]): ConfiguredPrice {
  return {
    // The setting has three decimals at most: rounding only removes what binary fractions add.
    millicredits: Math.round(credits * 1000),
    billable: BILLABLE.filter((status) => billable.includes(status)),
  };
}

function readCanary(text: string): Configuration["verifier"]["canaries"][number] {
  const [address = "", expected] = text.split("=");
  return { address, expected: expected === "invalid" ? "invalid" : "valid" };
}

/**
 * Reads and shapes in one step, for a `main.ts`.
 * @throws ConfigurationError listing every mistake.
 */
export function loadConfiguration(source: Readonly<Record<string, string | undefined>>): Configuration {
  return shapeConfiguration(readEnvironment(settings, source, checkTogether));
}

/**
 * A setting that this program cannot start without, although others can.
 * @throws ConfigurationError when it is absent.
 */
export function requireSetting<Value>(name: keyof typeof settings, value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new ConfigurationError([{ name, problem: "is missing", fix: settings[name].fix }]);
}
