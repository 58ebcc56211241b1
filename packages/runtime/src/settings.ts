import { isIP } from "node:net";
import { z } from "zod";
import { setting, type Environment } from "#environment.ts";
import { priceSettings } from "#price-settings.ts";
import {
  flag,
  ipAddress,
  isAddressAndPort,
  isHostName,
  isNetwork,
  listOf,
  url,
  wholeNumber,
} from "#setting-schema.ts";

const MEGABYTE = 1024 * 1024;

/**
 * Every setting of every Winnow process, in one table: a variable that is right for one process is never an unknown one
 * for its neighbour under the same compose file.
 */
export const settings = {
  DATABASE_URL: setting({
    schema: url("postgres:", "postgresql:"),
    help: "PostgreSQL 18. Unset: standalone starts its own in WINNOW_DATA_DIR.",
    fix: "Set it to postgres://user:password@host:5432/database, or unset it for the embedded server.",
    secret: true,
  }),
  REDIS_URL: setting({
    schema: url("redis:", "rediss:"),
    help: "Redis or Valkey as the queues' alarm clock. Unset: the queues live in PostgreSQL.",
    fix: "Set it to redis://host:6379, or unset it to keep the queues in PostgreSQL.",
    secret: true,
  }),
  WINNOW_DATA_DIR: setting({
    schema: z.string(),
    default: ".winnow",
    help: "Directory of the generated secrets and of the embedded database.",
    fix: "Set it to a directory that this user may write.",
  }),
  WINNOW_SECRET: setting({
    schema: z.string().min(32, { error: "must have at least 32 characters" }),
    help: "Master secret behind API keys and callback secrets. Unset: generated once in WINNOW_DATA_DIR.",
    fix: "Generate one: openssl rand -base64 32",
    secret: true,
  }),
  WINNOW_OPERATOR_TOKEN: setting({
    schema: z.string().regex(/^[\x21-\x7e]{16,}$/, {
      error: "must have at least 16 printable ASCII characters and no blanks",
    }),
    help: "Bearer token of /ops and /metrics. Unset: generated once, stored and printed on the first start.",
    fix: "Generate one: openssl rand -base64 24",
    secret: true,
  }),
  PORT: setting({
    schema: wholeNumber(0, 65_535),
    default: 3000,
    help: "Port of the HTTP API; 0 takes any free one.",
    fix: "Set it to a free port, such as 3000.",
  }),
  HOST: setting({
    schema: z.string().refine((text) => isIP(text) !== 0 || isHostName(text), {
      error: "must be an IP address or a host name",
    }),
    default: "127.0.0.1",
    help: "Address to listen on; 0.0.0.0 opens the API to other machines.",
    fix: "Set it to 127.0.0.1 for this machine only, or 0.0.0.0 for all.",
  }),
  TRUSTED_PROXIES: setting({
    schema: listOf(isNetwork, "must be IP addresses or networks, separated by commas, such as 10.0.0.0/8"),
    default: [],
    help: "Addresses and networks of your reverse proxies. Only they may name the caller's address in X-Forwarded-For.",
    fix: "Set it to the address that the proxy connects from, such as 127.0.0.1, or unset it without a proxy.",
  }),
  PUBLIC_URL: setting({
    schema: url("http:", "https:"),
    help: "Where people reach this server. With https://, session cookies are never sent in the clear.",
    fix: "Set it to the address in the browser, such as https://winnow.example.",
  }),
  LOG_LEVEL: setting({
    schema: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "must be one of trace, debug, info, warn, error, fatal, silent",
    }),
    default: "info",
    help: "The least serious message that is logged.",
    fix: "Set it to info.",
  }),
  MAX_BODY_BYTES: setting({
    schema: wholeNumber(1024, 16 * 1024 * MEGABYTE),
    default: 512 * MEGABYTE,
    help: "Largest request body, in bytes; larger ones are answered with 413.",
    fix: "Set it in bytes, such as 536870912 for 512 MB.",
  }),
  MAX_JOB_ROWS: setting({
    schema: wholeNumber(1, 100_000_000),
    default: 5_000_000,
    help: "Most rows of one job; a longer file is answered with 413 while it streams, and nothing is kept.",
    fix: "Set it to a whole number, such as 5000000.",
  }),
  WELCOME_CREDITS_LIVE: setting({
    schema: wholeNumber(0, 1_000_000_000),
    default: 100,
    help: "Live credits of a new organization.",
    fix: "Set it to a whole number of credits, such as 100.",
  }),
  WELCOME_CREDITS_TEST: setting({
    schema: wholeNumber(0, 1_000_000_000),
    default: 1000,
    help: "Test credits of a new organization.",
    fix: "Set it to a whole number of credits, such as 1000.",
  }),
  ...priceSettings,
  SIGNUP: setting({
    schema: z.enum(["open", "invited", "closed"], { error: "must be open, invited or closed" }),
    default: "open",
    help: "Who may sign up: anybody who reaches the API, only whom the operator invited, or nobody.",
    fix: "Set it to open, invited or closed.",
  }),
  SIGNUPS_PER_DAY: setting({
    schema: wholeNumber(1, 1_000_000),
    default: 10,
    help: "Sign-ups per address and day, so that nobody collects welcome credits.",
    fix: "Set it to a whole number, such as 10.",
  }),
  RATE_LIMIT_PER_KEY: setting({
    schema: wholeNumber(1, 1_000_000),
    default: 120,
    help: "Calls per minute under one API key.",
    fix: "Set it to a whole number, such as 120.",
  }),
  RATE_LIMIT_PER_ORGANIZATION: setting({
    schema: wholeNumber(1, 1_000_000),
    default: 600,
    help: "Calls per minute under all keys of an organization and mode together.",
    fix: "Set it to a whole number, such as 600.",
  }),
  FAILED_AUTHENTICATIONS_PER_MINUTE: setting({
    schema: wholeNumber(1, 1_000_000),
    default: 30,
    help: "Wrong keys and operator tokens per minute and caller's address. Right ones are always accepted.",
    fix: "Set it to a whole number, such as 30.",
  }),
  SIGN_INS_PER_MINUTE: setting({
    schema: wholeNumber(1, 1_000_000),
    default: 30,
    help: "Passwords tried per minute and caller's address, right ones included. An account takes 10 in 5 minutes.",
    fix: "Set it to a whole number, such as 30.",
  }),
  SINGLE_CALLS_PER_ORGANIZATION: setting({
    schema: wholeNumber(1, 10_000),
    default: 20,
    help: "Calls for one address or one person that wait at once, per organization and mode.",
    fix: "Set it to a whole number, such as 20.",
  }),
  UPLOADS_PER_ORGANIZATION: setting({
    schema: wholeNumber(1, 1000),
    default: 4,
    help: "Files that are being sent at once, per organization and mode: each holds a database connection.",
    fix: "Set it to a whole number, such as 4.",
  }),
  PURCHASE_HOOK_SECRETS: setting({
    schema: listOf(
      (text) => /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/.test(text),
      "must list secrets of the form whsec_ and at least 24 bytes in base64",
    ),
    default: [],
    help: "Secrets of a billing system that grants credits by signed posts to /hooks/purchases; two while one rotates.",
    fix: "Generate one: echo whsec_$(openssl rand -base64 32)",
    secret: true,
  }),
  LEAK_SCANNER_KEYS_FILE: setting({
    schema: z.string(),
    help: "Public keys of secret scanners that report leaked keys to /v1/leaks/scanner, in GitHub's form.",
    fix: "Save https://api.github.com/meta/public_keys/secret_scanning to a file and name it.",
  }),
  PROVIDERS_FILE: setting({
    schema: z.string(),
    help: "JSON file of paid enrichment services that the waterfall may ask.",
    fix: 'Save {"providers":[{"use":"hunter","secret":"HUNTER_API_KEY"}]} to a file and name it.',
  }),
  BOUNCE_WINDOW_DAYS: setting({
    schema: wholeNumber(0, 3650),
    default: 30,
    help: "How many days after it was paid an email that bounces, or is found invalid, is refunded.",
    fix: "Set it to a whole number of days, such as 30; 0 refunds none.",
  }),
  RESULTS_KEPT_DAYS: setting({
    schema: wholeNumber(1, 3650),
    default: 90,
    help: "How many days after a job's end its rows and results are kept; at least BOUNCE_WINDOW_DAYS.",
    fix: "Set it to a whole number of days, such as 90.",
  }),
  UPLOADS_KEPT_HOURS: setting({
    schema: wholeNumber(1, 720),
    default: 24,
    help: "How many hours a previewed file is kept, so that a job can start from it.",
    fix: "Set it to a whole number of hours, such as 24.",
  }),
  WORKER_CONCURRENCY: setting({
    schema: wholeNumber(1, 1000),
    default: 8,
    help: "Chunks (of up to 200 rows) that one worker process has at work at once.",
    fix: "Set it to a whole number, such as 8.",
  }),
  WORKER_ORGANIZATION_CHUNKS: setting({
    schema: wholeNumber(1, 1000).optional(),
    help: "How many of them may be one organization's. Unset: three quarters, so that there is always a place for others.",
    fix: "Set it to a whole number below WORKER_CONCURRENCY, such as 6, or leave it out.",
  }),
  WORKER_CHUNK_ROWS: setting({
    schema: wholeNumber(1, 1000),
    default: 200,
    help: "Rows that are leased and settled together.",
    fix: "Set it to a whole number, such as 200.",
  }),
  WORKER_LEASE_SECONDS: setting({
    schema: wholeNumber(3, 3600),
    default: 60,
    help: "How long a worker may be silent before its chunk is given to another one.",
    fix: "Set it to a whole number of seconds, such as 60.",
  }),
  SHUTDOWN_DEADLINE_SECONDS: setting({
    schema: wholeNumber(1, 3600),
    default: 30,
    help: "How long SIGTERM may drain, in seconds, before the process ends with 1.",
    fix: "Set it below the grace period of whatever stops the process, such as 30.",
  }),
  VERIFIER_DNS_SERVERS: setting({
    schema: listOf(isAddressAndPort, "must list IP addresses, each with an optional port"),
    help: "Resolvers for live verification. Unset: those of the system.",
    fix: "Set it to addresses separated by commas: 9.9.9.9,149.112.112.112 or 127.0.0.1:5353",
  }),
  VERIFIER_SMTP_PORT: setting({
    schema: wholeNumber(1, 65_535),
    default: 25,
    help: "Port of the mail servers that are asked.",
    fix: "Leave it unset for port 25.",
  }),
  VERIFIER_HELO_NAME: setting({
    schema: z.string().refine((text) => isHostName(text, true) || /^\[[0-9A-Za-z:.]+\]$/.test(text), {
      error: "must be a full host name, or an address in brackets (RFC 5321 section 4.1.3)",
    }),
    help: "Name that the verifier introduces itself with; its address record and PTR should agree.",
    fix: "Set it to this machine's public name, such as verify.example.com",
  }),
  VERIFIER_MAIL_FROM: setting({
    schema: z
      .string()
      .refine((text) => text === "<>" || /^[^\s@<>]+@[^\s@<>]+$/.test(text), {
        error: "must be an address or <>",
      })
      .transform((text) => (text === "<>" ? "" : text)),
    default: "",
    help: "Envelope sender of the verifier: an address that receives mail, or <> for the null sender.",
    fix: "Set it to <> or to an address of your own that receives mail.",
  }),
  VERIFIER_SOURCE_ADDRESS: setting({
    schema: listOf((text) => isIP(text) !== 0, "must list IP addresses"),
    help: "Local addresses that the verifier connects from; each domain is always asked from the same one.",
    fix: "Set it to addresses of this machine, separated by commas, or unset it.",
  }),
  VERIFIER_SOCKS_PROXY: setting({
    schema: url("socks5:", "socks5h:"),
    help: "SOCKS5 proxy that the verifier connects through; it is given addresses, never names.",
    fix: "Set it to socks5://user:password@host:1080, together with VERIFIER_HELO_NAME, or unset it.",
    secret: true,
  }),
  VERIFIER_ALLOW_PRIVATE_MX: setting({
    schema: flag,
    default: false,
    help: "Whether mail servers on private addresses may be asked in live mode.",
    fix: "Set it to true only in a network of your own.",
  }),
  VERIFIER_EGRESS_ADDRESS: setting({
    schema: ipAddress,
    help: "Address that mail hosts see. Unset: the source address where it is public, or what the HELO name leads to.",
    fix: "Set it to the public address that connections leave from, such as 203.0.113.7",
  }),
  VERIFIER_SELF_TEST_HOSTS: setting({
    schema: listOf((text) => isHostName(text) || isIP(text) !== 0, "must list host names or addresses"),
    default: [],
    help: "Mail hosts that are greeted every few minutes to see whether they can be reached; they get no mail.",
    fix: "Set it to mail hosts separated by commas: mx1.example.net,mx2.example.org",
  }),
  VERIFIER_BLOCK_LISTS: setting({
    schema: listOf((text) => isHostName(text, true) || text === "none", "must list zones of block lists"),
    help: "DNS block lists to look the egress address up in, or none. Unset: SpamCop, PSBL.",
    fix: "Set it to zones separated by commas, such as bl.spamcop.net, or to none.",
  }),
  VERIFIER_CANARIES: setting({
    schema: listOf(
      (text) => /^[^\s@=]+@[^\s@=]+=(?:valid|invalid)$/.test(text),
      "must list addresses, each with =valid or =invalid behind it",
    ),
    default: [],
    help: "Addresses with known answers; while they get others, or none, no verdict is trusted.",
    fix: "Set it to me@example.net=valid,nobody-4711@example.net=invalid with addresses of your own.",
  }),
  VERIFIER_EGRESS_AUDIT_SECONDS: setting({
    schema: wholeNumber(1, 86_400),
    default: 300,
    help: "How often the egress is audited: reachability, names, SPF, block lists, canaries.",
    fix: "Set it to a whole number of seconds, such as 300.",
  }),
  WEBHOOK_ALLOWED_HOSTS: setting({
    schema: listOf(
      (text) => isHostName(text) || isIP(text) !== 0 || isAddressAndPort(text) || isHostAndPort(text),
      "must list host names or addresses, each with an optional port",
    ),
    default: [],
    help: "Hosts inside your network that callbacks may go to although their addresses are private.",
    fix: "Set it to hosts separated by commas: crm.internal,10.0.0.7:8080",
  }),
  WEBHOOK_ALLOW_HTTP: setting({
    schema: flag,
    default: false,
    help: "Whether live callbacks may go to http:// addresses.",
    fix: "Set it to true or false.",
  }),
};

function isHostAndPort(text: string): boolean {
  const match = /^(?<host>[^:]+):(?<port>\d{1,5})$/.exec(text)?.groups;
  return match !== undefined && isHostName(match["host"] ?? "") && Number(match["port"]) <= 65_535;
}

/** The values of `settings`, by variable name. */
export type WinnowEnvironment = Environment<typeof settings>;
