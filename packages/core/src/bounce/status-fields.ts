import { addressOf } from "#bounce/address.ts";
import { bounceKindOf, UNDEFINED_STATUS } from "#bounce/bounce-kind.ts";
import type { RecipientReport } from "#bounce/recipient-report.ts";
import { findStatusCode, readStatus, type StatusCode } from "#bounce/status-code.ts";

type FieldName = "original-recipient" | "final-recipient" | "action" | "status" | "diagnostic-code";

const FIELD = /^[ \t>*-]*(original-recipient|final-recipient|action|status|diagnostic-code)[ \t]*:(.*)$/i;
/** Another field, or the boundary of the next part. */
const END_OF_FIELD = /^(?:[ \t>*-]*[A-Za-z][A-Za-z0-9-]*[ \t]*:|--)/;

/** The fields about one recipient. */
interface Group {
  readonly fields: Map<FieldName, string>;
  readonly lines: string[];
}

/**
 * Reads the per-recipient fields of a delivery status (RFC 3464 §2.3): of a `message/delivery-status` part, or of a text
 * that holds such fields somewhere. Groups are told apart by blank lines and by fields that occur again, as a pasted text may
 * have lost its blank lines.
 */
export function readStatusFields(text: string): RecipientReport[] {
  const groups: Group[] = [];
  let group: Group | undefined;
  let open: FieldName | undefined;
  let afterBlank = false;
  for (const line of text.split("\n")) {
    const match = FIELD.exec(line);
    const name = match?.[1]?.toLowerCase() as FieldName | undefined;
    if (name !== undefined && isField(name, match?.[2] ?? "")) {
      if (group === undefined || group.fields.has(name) || (afterBlank && isComplete(group))) {
        group = { fields: new Map(), lines: [] };
        groups.push(group);
      }
      group.fields.set(name, match?.[2]?.trim() ?? "");
      group.lines.push(line);
      open = name;
    } else if (line.trim() === "" || END_OF_FIELD.test(line)) {
      open = undefined;
    } else if (open !== undefined && group !== undefined) {
      // A folded field. Mail clients may drop the blanks before its next line.
      group.fields.set(open, `${group.fields.get(open)} ${line.trim()}`);
      group.lines.push(line);
    }
    afterBlank = line.trim() === "" || (afterBlank && name === undefined);
  }
  return groups.map(reportOf);
}

/** Lines of other texts begin like these fields: `Status: RO` in a mailbox file. */
function isField(name: FieldName, value: string): boolean {
  if (name === "status") return readStatus(value) !== undefined;
  return name !== "action" || /^\s*(?:fail|delay|deliver|relay|expand)/i.test(value);
}

function isComplete({ fields }: Group): boolean {
  const named = fields.has("final-recipient") || fields.has("original-recipient");
  return named && (fields.has("status") || fields.has("diagnostic-code"));
}

function reportOf({ fields, lines }: Group): RecipientReport {
  const status = readStatus(fields.get("status") ?? "");
  const answer = findStatusCode(fields.get("diagnostic-code") ?? "");
  const code = decidingCode(status, answer);
  const failed = /^fail/i.test(fields.get("action") ?? "failed");
  const kind = code && (failed ? bounceKindOf(code) : "soft");
  const recipients = [fields.get("original-recipient"), fields.get("final-recipient")];
  const addresses = recipients.filter((value) => value !== undefined).map(recipientOf);
  return { addresses, kind, evidence: lines.join("\n") };
}

/**
 * The status decides, then the reply of the receiving host. That reply is preferred in two cases: it says more than a
 * status of 5.0.0, and a temporary one stays temporary when the sending server gives up (Haraka then writes 5.2.1 for
 * 4.2.1).
 */
function decidingCode(status: string | undefined, answer: StatusCode | undefined): StatusCode | undefined {
  if (status === undefined) return answer;
  if (answer === undefined) return { enhanced: status };
  if (status === UNDEFINED_STATUS) return { enhanced: answer.enhanced ?? status, reply: answer.reply };
  const temporary = (answer.enhanced ?? answer.reply ?? "").startsWith("4");
  return temporary ? answer : { enhanced: status };
}

/** `rfc822; <ada@acme.test>` → `ada@acme.test`; `utf-8; \x{FC}@acme.test` as RFC 6533 §3 writes it. */
function recipientOf(value: string): string {
  const address = value.slice(value.indexOf(";") + 1).replaceAll(/[<>]/g, "");
  return addressOf(
    address.replaceAll(/\\x\{([0-9a-f]{2,5})\}/gi, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    ),
  );
}
