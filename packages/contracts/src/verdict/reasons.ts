import type { EmailStatus } from "../vocabulary.ts";

/** Every reason of each status, in the order of the documentation, with the sentence that explains it. */
export const verdictReasons = {
  valid: {
    accepted: "The mail host accepts this address and refuses one that does not exist.",
  },
  catch_all: {
    accepts_all:
      "The mail host accepts every address of the domain, so its acceptance proves nothing about this one.",
    accepts_all_unconfirmed:
      "The mail host accepts this address, but whether it would accept any other could not be measured.",
  },
  risky: {
    mailbox_full_temporary: "The mailbox exists and is full for now.",
    restricted_recipient: "The mailbox exists and accepts mail from certain senders only.",
    disposable: "The domain provides throw-away mailboxes.",
    rate_limited_recipient: "The mailbox exists and receives more mail than its host allows.",
  },
  invalid: {
    syntax: "This is not an e-mail address.",
    domain_not_found: "The domain does not exist.",
    null_mx: "The domain declares that it accepts no mail.",
    no_mail_host: "The domain has no mail host with a public address.",
    mailbox_not_found: "The mail host says that the mailbox does not exist.",
    mailbox_disabled: "The mailbox is disabled.",
    mailbox_full: "The mailbox is full, and the mail host refuses mail for good.",
    moved: "The mail host says that the person has another address now.",
    domain_not_served: "None of the domain’s mail hosts accepts mail for it.",
  },
  unknown: {
    greylisted: "The mail host defers senders that it does not know yet; a later attempt settles it.",
    rate_limited: "The mail host accepts no more queries for now.",
    server_busy: "The mail host has a temporary problem.",
    blocked: "The mail host refuses this server, which says nothing about the mailbox.",
    our_configuration:
      "The mail host objects to this server's configuration, which says nothing about the mailbox.",
    timeout: "The mail host did not answer in the time allowed.",
    connection_failed: "No connection to a mail host could be made, or it broke.",
    tls_failed: "The mail host insists on an encrypted connection, and none could be made.",
    dns_failure: "The domain’s name servers did not give a usable answer.",
    smtputf8_unsupported: "The address has letters that its mail host cannot handle.",
    cannot_verify: "The mail host does not tell whether the mailbox exists.",
  },
} satisfies Readonly<Record<EmailStatus, Readonly<Record<string, string>>>>;
