import { alias } from "#persona/alias.ts";
import { ancient } from "#persona/ancient.ts";
import { backupMx } from "#persona/backup-mx.ts";
import { blocked } from "#persona/blocked.ts";
import { brokenTls } from "#persona/broken-tls.ts";
import { bulk } from "#persona/bulk.ts";
import { catchall } from "#persona/catchall.ts";
import { cnameMx } from "#persona/cname-mx.ts";
import { danglingMx } from "#persona/dangling-mx.ts";
import { deadMx } from "#persona/dead-mx.ts";
import { deliverable } from "#persona/deliverable.ts";
import { disabled } from "#persona/disabled.ts";
import { drop } from "#persona/drop.ts";
import { full } from "#persona/full.ts";
import { gibberish } from "#persona/gibberish.ts";
import { greylist } from "#persona/greylist.ts";
import { idn } from "#persona/idn.ts";
import { implicit } from "#persona/implicit.ts";
import { lyingMx } from "#persona/lying-mx.ts";
import { manyMx } from "#persona/many-mx.ts";
import { moved } from "#persona/moved.ts";
import { nomail } from "#persona/nomail.ts";
import { nullmx } from "#persona/nullmx.ts";
import { nxdomain } from "#persona/nxdomain.ts";
import { outlook } from "#persona/outlook.ts";
import { overflowing } from "#persona/overflowing.ts";
import { overloaded } from "#persona/overloaded.ts";
import type { Persona } from "#persona/persona.ts";
import { plausible } from "#persona/plausible.ts";
import { popular } from "#persona/popular.ts";
import { privateMx } from "#persona/private-mx.ts";
import { refusing } from "#persona/refusing.ts";
import { relayDenied } from "#persona/relay-denied.ts";
import { reset } from "#persona/reset.ts";
import { restricted } from "#persona/restricted.ts";
import { reverseDns } from "#persona/reverse-dns.ts";
import { senderRefused } from "#persona/sender-refused.ts";
import { servfail } from "#persona/servfail.ts";
import { slow } from "#persona/slow.ts";
import { smtputf8 } from "#persona/smtputf8.ts";
import { spokenPersona } from "#persona/spoken.ts";
import { starttls } from "#persona/starttls.ts";
import { storage } from "#persona/storage.ts";
import { tarpit } from "#persona/tarpit.ts";
import { throttled } from "#persona/throttled.ts";
import { tlsFailed } from "#persona/tls-failed.ts";
import { transcripts } from "#transcript/index.ts";

/** Every persona, in the order of the README. Adding one is a file and a line here. */
export const personas: readonly Persona[] = [
  // Servers that distinguish mailboxes.
  deliverable,
  bulk,
  slow,
  ancient,
  outlook,
  throttled,
  starttls,
  brokenTls,
  smtputf8,
  idn,
  alias,
  implicit,
  backupMx,
  cnameMx,
  manyMx,
  // Servers with another reply about a mailbox.
  catchall,
  plausible,
  lyingMx,
  full,
  overflowing,
  disabled,
  moved,
  restricted,
  popular,
  // Servers without a reply about the mailbox.
  blocked,
  refusing,
  overloaded,
  storage,
  senderRefused,
  reverseDns,
  relayDenied,
  // Servers that fail.
  tlsFailed,
  tarpit,
  drop,
  reset,
  gibberish,
  deadMx,
  // Domains without a server.
  nullmx,
  nomail,
  danglingMx,
  privateMx,
  nxdomain,
  servfail,
  // Servers with the texts of providers and mail servers.
  ...transcripts.map(spokenPersona),
  // Last, because it has a state: two passes over all samples in this order reach it within its two seconds.
  greylist,
];
