/** A mail server's reply, encoded. */
export interface Reply {
  readonly code: number;
  /** All lines with their code and CRLF (RFC 5321 §4.2.1). */
  readonly text: string;
  /** The connection is closed after the reply. */
  readonly closes: boolean;
}

/** A reply of one or more lines; each line begins with its enhanced status code (RFC 2034), if it has one. */
export function reply(code: number, ...lines: readonly string[]): Reply {
  const last = lines.length - 1;
  const text = lines.map((line, index) => `${code}${index === last ? " " : "-"}${line}\r\n`).join("");
  return { code, text, closes: false };
}

/** A reply after which the server closes the connection. */
export function closingReply(code: number, ...lines: readonly string[]): Reply {
  return { ...reply(code, ...lines), closes: true };
}

/** A reply as it was recorded: lines with their codes. After a 421 the server closes the connection (RFC 5321 §3.8). */
export function recordedReply(lines: readonly string[]): Reply {
  const code = Number(lines[0]?.slice(0, 3));
  return { code, text: lines.map((line) => `${line}\r\n`).join(""), closes: code === 421 };
}

/** Bytes that are not SMTP, after which the server closes the connection. */
export function rawBytes(text: string): Reply {
  return { code: 0, text, closes: true };
}

/** A server's action at a stage. `drop` closes the connection without a reply, `reset` resets it, `silence` sends nothing more. */
export type Reaction = Reply | "drop" | "reset" | "silence";
