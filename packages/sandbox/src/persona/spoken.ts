import { definePersona, type Persona } from "#persona/persona.ts";
import { ACCEPTED, NOT_FOUND, TOLD_APART, verdictFor, type Verdict } from "#persona/verdict.ts";
import { exchanges } from "#persona/zone.ts";
import { recordedReply, type Reply } from "#smtp/reply.ts";
import type { Transcript } from "#transcript/transcript.ts";

/** Reasons about the sender, or about its rate of queries. */
const ABOUT_THE_ASKER = new Set(["rate_limited", "blocked", "our_configuration", "server_busy"]);

/**
 * A persona with the texts of a transcript. Mailboxes that exist are accepted and others refused with its texts. In addition,
 * each reply to RCPT has a mailbox named for its meaning, `mailbox_disabled`, and when there are several
 * `mailbox_disabled-2`. Its mail host has the provider's host name, below `.test`.
 */
export function spokenPersona(transcript: Transcript): Persona {
  const { id, speaker, host } = transcript;
  const said = mailboxesOf(transcript);
  const accepted = said.get("accepted")?.lines ?? [];
  const unknown = said.get("mailbox_not_found")?.lines ?? [];
  const label = host === undefined ? "mx" : `${host}.test.`;
  const exceptions: Record<string, Verdict> = {};
  const apart: Record<string, Verdict> = {};
  for (const [local, { reason }] of said) {
    if (local === "accepted" || local === "mailbox_not_found") continue;
    (ABOUT_THE_ASKER.has(reason) ? apart : exceptions)[local] = verdictFor(reason);
  }
  return definePersona({
    domain: `${id.replaceAll("_", "-")}.test`,
    does: `Speaks as ${speaker}`,
    zone: exchanges(label),
    hosts: {
      [label]: {
        rcpt(_session, recipient): Reply {
          const own = said.get(recipient.local.toLowerCase())?.lines;
          const lines = own ?? (recipient.exists ? accepted : unknown);
          return recordedReply(lines.map((line) => line.replaceAll("{recipient}", recipient.address)));
        },
      },
    },
    truth: {
      ...TOLD_APART,
      exceptions: { accepted: ACCEPTED, mailbox_not_found: NOT_FOUND, ...exceptions },
      apart,
    },
  });
}

/** Replies to RCPT, by their mailboxes. */
function mailboxesOf({ replies }: Transcript): Map<string, { reason: string; lines: readonly string[] }> {
  const said = new Map<string, { reason: string; lines: readonly string[] }>();
  const counts = new Map<string, number>();
  for (const { stage, reason, lines } of replies) {
    if (stage !== "rcpt") continue;
    const count = (counts.get(reason) ?? 0) + 1;
    counts.set(reason, count);
    said.set(count === 1 ? reason : `${reason}-${count}`, { reason, lines });
  }
  return said;
}
