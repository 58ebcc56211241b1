import { addressOf } from "#bounce/address.ts";
import type { BounceKind } from "#bounce/bounce-kind.ts";
import { openReport } from "#bounce/open-report.ts";
import type { RecipientReport } from "#bounce/recipient-report.ts";
import { findStatusCode, guessStatusCode } from "#bounce/status-code.ts";
import { readStatusFields } from "#bounce/status-fields.ts";
import { readStatusText } from "#bounce/status-text.ts";

export interface ClassifiedDsn {
  readonly kind: BounceKind;
  /** The part of the report that says so. */
  readonly evidence: string;
}

/**
 * Tells what a delivery report says about an address: by the fields of RFC 3464 (`Status`, then `Diagnostic-Code`), and
 * where there are none by the codes in its text. A report about several recipients counts for the ones with this address;
 * where it names only others, as after forwarding, it is hard only if it is for all of them.
 * @param dsn a status code, a whole report, or any part of one.
 * @returns undefined when it holds no status code.
 */
export async function classifyDsn(dsn: string, email: string): Promise<ClassifiedDsn | undefined> {
  const { fields, text } = await openReport(dsn);
  const address = addressOf(email);
  return (
    decide(readStatusFields(fields), address) ??
    decide(readStatusText(text, address, findStatusCode), address) ??
    decide(readStatusText(text, address, guessStatusCode), address)
  );
}

function decide(reports: readonly RecipientReport[], address: string): ClassifiedDsn | undefined {
  const about = reports.filter(({ addresses }) => addresses.includes(address));
  const telling = (about.length > 0 ? about : reports).filter(({ kind }) => kind !== undefined);
  const decisive = telling.find(({ kind }) => kind === "soft") ?? telling[0];
  if (decisive?.kind === undefined) return undefined;
  return { kind: decisive.kind, evidence: decisive.evidence };
}
