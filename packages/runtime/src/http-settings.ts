import { isIP } from "node:net";
import { z } from "zod";
import { setting } from "#environment.ts";
import { isHostName, isNetwork, listOf, url, wholeNumber } from "#setting-schema.ts";

const MEGABYTE = 1024 * 1024;

/** Settings of the HTTP server. */
export const httpSettings = {
  PORT: setting({
    schema: wholeNumber(0, 65_535),
    default: 3000,
    unit: "port",
    help: "Port of the HTTP API; 0 takes any free one.",
    fix: "Set it to a free port, such as 3000.",
  }),
  HOST: setting({
    schema: z.string().refine((text) => isIP(text) !== 0 || isHostName(text), {
      error: "must be an IP address or a host name",
    }),
    default: "127.0.0.1",
    unit: "address or host name",
    help: "Address to listen on; 0.0.0.0 opens the API to other machines.",
    fix: "Set it to 127.0.0.1 for this machine only, or 0.0.0.0 for all.",
  }),
  TRUSTED_PROXIES: setting({
    schema: listOf(isNetwork, "must be IP addresses or networks, separated by commas, such as 10.0.0.0/8"),
    default: [],
    unit: "list of addresses and networks",
    help: "Addresses and networks of your reverse proxies. Only they may name the caller's address in X-Forwarded-For.",
    fix: "Set it to the address that the proxy connects from, such as 127.0.0.1, or unset it without a proxy.",
  }),
  PUBLIC_URL: setting({
    schema: url("http:", "https:"),
    unit: "URL",
    help: "Address at which people reach this server. With https://, session cookies are sent over TLS only.",
    fix: "Set it to the address in the browser, such as https://winnow.example.",
  }),
  MAX_BODY_BYTES: setting({
    schema: wholeNumber(1024, 16 * 1024 * MEGABYTE),
    default: 512 * MEGABYTE,
    unit: "bytes",
    help: "Largest request body; larger ones are answered with 413.",
    fix: "Set it in bytes, such as 536870912 for 512 MB.",
  }),
  MAX_JOB_ROWS: setting({
    schema: wholeNumber(1, 100_000_000),
    default: 5_000_000,
    unit: "rows",
    help: "Most rows of one job; a longer file is answered with 413 while it streams, and nothing of it is kept.",
    fix: "Set it to a whole number, such as 5000000.",
  }),
};
