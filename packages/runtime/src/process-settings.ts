import { z } from "zod";
import { setting } from "#environment.ts";
import { url, wholeNumber } from "#setting-schema.ts";

/** Settings that every process reads. */
export const processSettings = {
  DATABASE_URL: setting({
    schema: url("postgres:", "postgresql:"),
    unit: "URL",
    help: "PostgreSQL 18. Unset: standalone starts its own server in WINNOW_DATA_DIR.",
    fix: "Set it to postgres://user:password@host:5432/database, or unset it for the embedded server.",
    secret: true,
  }),
  REDIS_URL: setting({
    schema: url("redis:", "rediss:"),
    unit: "URL",
    help: "Redis or Valkey, which holds the messages of the queues. Unset: PostgreSQL holds them.",
    fix: "Set it to redis://host:6379, or unset it to keep the queues in PostgreSQL.",
    secret: true,
  }),
  WINNOW_DATA_DIR: setting({
    schema: z.string(),
    default: ".winnow",
    unit: "directory",
    help: "Directory of the generated secrets and of the embedded database.",
    fix: "Set it to a directory that this user may write.",
  }),
  WINNOW_SECRET: setting({
    schema: z.string().min(32, { error: "must have at least 32 characters" }),
    unit: "text of 32 characters or more",
    help: "Master secret from which API keys and callback secrets are protected. Unset: generated once in WINNOW_DATA_DIR.",
    fix: "Generate one: openssl rand -base64 32",
    secret: true,
  }),
  WINNOW_OPERATOR_TOKEN: setting({
    schema: z.string().regex(/^[\x21-\x7e]{16,}$/, {
      error: "must have at least 16 printable ASCII characters and no blanks",
    }),
    unit: "text of 16 characters or more",
    help: "Bearer token of /ops and /metrics. Unset: generated once, stored and printed on the first start.",
    fix: "Generate one: openssl rand -base64 24",
    secret: true,
  }),
  LOG_LEVEL: setting({
    schema: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "must be one of trace, debug, info, warn, error, fatal, silent",
    }),
    default: "info",
    unit: "a level",
    help: "The least serious message that is logged: trace, debug, info, warn, error, fatal or silent.",
    fix: "Set it to info.",
  }),
  SHUTDOWN_DEADLINE_SECONDS: setting({
    schema: wholeNumber(1, 3600),
    default: 30,
    unit: "seconds",
    help: "How long work may take to finish after SIGTERM before the process ends with exit code 1.",
    fix: "Set it below the grace period of whatever stops the process, such as 30.",
  }),
};
