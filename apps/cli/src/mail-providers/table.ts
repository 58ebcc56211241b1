import type { MailProvider } from "@winnow/client";

const HEADINGS = [
  "PROVIDER",
  "EGRESS",
  "MODE",
  "STATE",
  "SESSIONS",
  "ASKED/H",
  "THROTTLED/H",
  "BLOCKED/H",
  "WAITING",
  "UNTIL AND WHY",
] as const;

/** Providers as aligned columns; the last column is not padded. */
export function tableOfProviders(providers: readonly MailProvider[]): string {
  const lines = [HEADINGS, ...providers.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

function cellsOf(provider: MailProvider): string[] {
  const { sessions, last_hour: hour, pause } = provider;
  const last = provider.state === "throttled" ? (provider.last_reply ?? "") : "";
  return [
    provider.provider,
    provider.egress,
    provider.mode,
    provider.state,
    `${sessions.open}/${sessions.window} of ${sessions.max}`,
    ...[hour.asked, hour.throttled, hour.blocked, provider.rows_waiting].map(String),
    plain(
      pause === null ? last : `${pause.until} ${pause.by}${pause.reason === null ? "" : `: ${pause.reason}`}`,
    ),
  ];
}

/** Replaces control characters in text that a mail host sent. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}
