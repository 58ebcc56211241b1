import { isIP } from "node:net";
import { z } from "zod";
import { setting } from "#environment.ts";
import { flag, ipAddress, isAddressAndPort, isHostName, listOf, url, wholeNumber } from "#setting-schema.ts";

/** Settings of live email verification. */
export const verifierSettings = {
  VERIFIER_DNS_SERVERS: setting({
    schema: listOf(isAddressAndPort, "must list IP addresses, each with an optional port"),
    unit: "list of addresses",
    help: "Resolvers for live verification, each with an optional port. Unset: those of the system.",
    fix: "Set it to addresses separated by commas: 9.9.9.9,149.112.112.112 or 127.0.0.1:5353",
  }),
  VERIFIER_SMTP_PORT: setting({
    schema: wholeNumber(1, 65_535),
    default: 25,
    unit: "port",
    help: "Port of the mail servers.",
    fix: "Leave it unset for port 25.",
  }),
  VERIFIER_HELO_NAME: setting({
    schema: z.string().refine((text) => isHostName(text, true) || /^\[[0-9A-Za-z:.]+\]$/.test(text), {
      error: "must be a full host name, or an address in brackets (RFC 5321 section 4.1.3)",
    }),
    unit: "host name",
    help: "Name with which the verifier introduces itself; its address record and PTR should agree.",
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
    unit: "email address or <>",
    help: "Envelope sender of the verifier: an address that receives mail, or <> for the null sender.",
    fix: "Set it to <> or to an address of your own that receives mail.",
  }),
  VERIFIER_SOURCE_ADDRESS: setting({
    schema: listOf((text) => isIP(text) !== 0, "must list IP addresses"),
    unit: "list of addresses",
    help: "Local addresses from which the verifier connects; it connects to each domain from the same one.",
    fix: "Set it to addresses of this machine, separated by commas, or unset it.",
  }),
  VERIFIER_SOCKS_PROXY: setting({
    schema: url("socks5:", "socks5h:"),
    unit: "URL",
    help: "SOCKS5 proxy through which the verifier connects; it receives addresses, never names.",
    fix: "Set it to socks5://user:password@host:1080, together with VERIFIER_HELO_NAME, or unset it.",
    secret: true,
  }),
  VERIFIER_ALLOW_PRIVATE_MX: setting({
    schema: flag,
    default: false,
    unit: "true or false",
    help: "Whether the verifier may connect to mail servers on private addresses in live mode.",
    fix: "Set it to true only in a network of your own.",
  }),
  VERIFIER_EGRESS_ADDRESS: setting({
    schema: ipAddress,
    unit: "address",
    help: "Address that mail hosts see. Unset: the source address if it is public, or the address of the HELO name.",
    fix: "Set it to the public address that connections leave from, such as 203.0.113.7",
  }),
  VERIFIER_SELF_TEST_HOSTS: setting({
    schema: listOf((text) => isHostName(text) || isIP(text) !== 0, "must list host names or addresses"),
    default: [],
    unit: "list of hosts",
    help: "Mail hosts to which the audit connects to see whether port 25 is open; they get no mail.",
    fix: "Set it to mail hosts separated by commas: mx1.example.net,mx2.example.org",
  }),
  VERIFIER_BLOCK_LISTS: setting({
    schema: listOf((text) => isHostName(text, true) || text === "none", "must list zones of block lists"),
    unit: "list of DNS zones",
    help: "DNS block lists in which the audit looks up the egress address, or none. Unset: SpamCop, PSBL.",
    fix: "Set it to zones separated by commas, such as bl.spamcop.net, or to none.",
  }),
  VERIFIER_CANARIES: setting({
    schema: listOf(
      (text) => /^[^\s@=]+@[^\s@=]+=(?:valid|invalid)$/.test(text),
      "must list addresses, each followed by =valid or =invalid",
    ),
    default: [],
    unit: "list of address=valid or address=invalid",
    help: "Addresses with known verdicts; while the verifier finds others, or none, no live row is verified.",
    fix: "Set it to me@example.net=valid,nobody-4711@example.net=invalid with addresses of your own.",
  }),
  VERIFIER_EGRESS_AUDIT_SECONDS: setting({
    schema: wholeNumber(1, 86_400),
    default: 300,
    unit: "seconds",
    help: "How often the egress is audited: reachability, names, SPF, block lists, canaries.",
    fix: "Set it to a whole number of seconds, such as 300.",
  }),
};
