/** Where in the dialogue a host says something. */
export type TranscriptStage = "greeting" | "ehlo" | "mail_from" | "rcpt";

/** One reply as it came over the wire, and what it means. */
export interface TranscriptReply {
  readonly stage: TranscriptStage;
  /** In the service's vocabulary; `accepted` says no more than that the host takes the address. */
  readonly reason: string;
  /** With their codes, without CRLF. Where the recipient is named it is `{recipient}`. */
  readonly lines: readonly string[];
}

/** What the mail hosts of one provider, or one mail server's default texts, say. */
export interface Transcript {
  /** Of the provider, as the service calls it, or of the mail server. */
  readonly id: string;
  /** Whose words these are. */
  readonly speaker: string;
  /** Name of such a host; absent for mail servers, which stand at their owners' names. */
  readonly host?: string;
  readonly replies: readonly TranscriptReply[];
}

/**
 * Reads a transcript. The wording follows the documents that its file names, and logs that others have published; who
 * and where in it are invented (192.0.2.0/24, 2001:db8::/32, names below .test).
 * @param text blocks with a blank line between them, each a line with stage and reason and then the reply's lines:
 * `rcpt mailbox_not_found`, `550 5.1.1 User unknown`.
 */
export function defineTranscript(about: Omit<Transcript, "replies">, text: string): Transcript {
  const replies = text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const [heading = "", ...lines] = block.split("\n").map((line) => line.trim());
      const [stage = "", reason = ""] = heading.split(" ");
      return { stage: stage as TranscriptStage, reason, lines };
    });
  return { ...about, replies };
}
