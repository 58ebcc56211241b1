/** What a mail server answers, encoded. */
export interface Reply {
  readonly code: number;
  /** All lines with their code and CRLF (RFC 5321 §4.2.1). */
  readonly text: string;
  /** The connection is closed behind the reply. */
  readonly closes: boolean;
}

/** A reply of one or more lines; each line begins with its enhanced status code (RFC 2034), where it has one. */
export function reply(code: number, ...lines: readonly string[]): Reply {
  const last = lines.length - 1;
  const text = lines.map((line, index) => `${code}${index === last ? " " : "-"}${line}\r\n`).join("");
  return { code, text, closes: false };
}

/** A reply after which the server hangs up. */
export function closingReply(code: number, ...lines: readonly string[]): Reply {
  return { ...reply(code, ...lines), closes: true };
}

/** A reply as it was recorded: lines with their codes. After a 421 the server hangs up (RFC 5321 §3.8). */
export function recordedReply(lines: readonly string[]): Reply {
  const code = Number(lines[0]?.slice(0, 3));
  return { code, text: lines.map((line) => `${line}\r\n`).join(""), closes: code === 421 };
}

/** Bytes that are no SMTP at all, after which the server hangs up. */
export function rawBytes(text: string): Reply {
  return { code: 0, text, closes: true };
}

/** What a server does at a stage. `drop` hangs up without a word, `reset` does so rudely, `silence` never says anything again. */
export type Reaction = Reply | "drop" | "reset" | "silence";
