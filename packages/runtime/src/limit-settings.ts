import { z } from "zod";
import { setting } from "#environment.ts";
import { wholeNumber } from "#setting-schema.ts";

/** Settings that say who may call the API, and how often. */
export const limitSettings = {
  SIGNUP: setting({
    schema: z.enum(["open", "invited", "closed"], { error: "must be open, invited or closed" }),
    default: "open",
    unit: "open, invited or closed",
    help: "Who may sign up: any caller who reaches the API (open), people whom the operator invited, or none (closed).",
    fix: "Set it to open, invited or closed.",
  }),
  SIGNUPS_PER_DAY: setting({
    schema: wholeNumber(1, 1_000_000),
    default: 10,
    unit: "sign-ups",
    help: "Sign-ups per address and day, so that one person cannot collect welcome credits.",
    fix: "Set it to a whole number, such as 10.",
  }),
  RATE_LIMIT_PER_KEY: setting({
    schema: wholeNumber(1, 1_000_000),
    default: 120,
    unit: "calls per minute",
    help: "Calls under one API key.",
    fix: "Set it to a whole number, such as 120.",
  }),
  RATE_LIMIT_PER_ORGANIZATION: setting({
    schema: wholeNumber(1, 1_000_000),
    default: 600,
    unit: "calls per minute",
    help: "Calls under all keys of an organization and mode together.",
    fix: "Set it to a whole number, such as 600.",
  }),
  FAILED_AUTHENTICATIONS_PER_MINUTE: setting({
    schema: wholeNumber(1, 1_000_000),
    default: 30,
    unit: "calls per minute",
    help: "Wrong keys and operator tokens from one caller's address. Right ones are always accepted.",
    fix: "Set it to a whole number, such as 30.",
  }),
  SIGN_INS_PER_MINUTE: setting({
    schema: wholeNumber(1, 1_000_000),
    default: 30,
    unit: "sign-ins per minute",
    help: "Passwords tried from one caller's address, right ones included. An account takes 10 in 5 minutes.",
    fix: "Set it to a whole number, such as 30.",
  }),
  SINGLE_CALLS_PER_ORGANIZATION: setting({
    schema: wholeNumber(1, 10_000),
    default: 20,
    unit: "calls",
    help: "Calls for one address or one person that may wait at the same time, per organization and mode.",
    fix: "Set it to a whole number, such as 20.",
  }),
  UPLOADS_PER_ORGANIZATION: setting({
    schema: wholeNumber(1, 1000),
    default: 4,
    unit: "files",
    help: "Files that may be sent at the same time, per organization and mode: each holds a database connection.",
    fix: "Set it to a whole number, such as 4.",
  }),
  LEAK_SCANNER_KEYS_FILE: setting({
    schema: z.string(),
    unit: "file",
    help: "Public keys of secret scanners that report leaked keys to /v1/leaks/scanner, in the format of GitHub.",
    fix: "Save https://api.github.com/meta/public_keys/secret_scanning to a file and name it.",
  }),
};
