import { z } from "zod";

export const EvidenceStep = z.record(z.string(), z.unknown()).meta({
  id: "EvidenceStep",
  description:
    "One observation, before any verdict. `stage` is where it was made: `syntax`, `domain`, `dns`, `budget` (no query was allowed yet), `connect`, `greeting`, `ehlo`, `starttls`, `mail_from`, `rcpt`, `catch_all` (an address that does not exist), `feedback` (reported bounces), `egress`, `directory`. A reply of a mail host has `host`, `address`, `code` and `text` (RFC 5321), a broken dialogue `failure`; most have `at`, in UTC. Stages and fields may be added.",
});
export type EvidenceStep = z.infer<typeof EvidenceStep>;
