import { createOperator, type ImportReport, type RejectedLine } from "@winnow/client";
import type { Standalone } from "@winnow/standalone";

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** Paid for without a verification. */
export const FRESH = daysAgo(10);
/** Verified before it is paid for. */
const STALE = daysAgo(200);

/** Contacts of an operator. The mailboxes of Ottilie, Winifred and Quentin no longer exist. */
const file = `First name,Last name,Title,Company,Website,Country,Email,Email status,Verified at
Ada,Lovelace,CTO,Acme,acme.deliverable.test,DE,ada.lovelace@acme.deliverable.test,valid,${FRESH}
Grace,Hopper,Engineer,Acme,acme.deliverable.test,DE,grace.hopper@acme.deliverable.test,valid,${STALE}
Ottilie,Brackwater,Buyer,Acme,acme.deliverable.test,FR,ottilie.brackwater@acme.deliverable.test,valid,${STALE}
Winifred,Ashgrove,Buyer,Acme,acme.deliverable.test,FR,winifred.ashgrove@acme.deliverable.test,valid,${STALE}
Quentin,Fernsby,Sales,Globex,globex.catchall.test,FR,former.employee@globex.catchall.test,catch_all,${FRESH}
Rosalind,Thackeray,CFO,Globex,globex.catchall.test,DE,office@globex.catchall.test,catch_all,${FRESH}
Hedwig,Marlowe,CFO,Initech,initech.deliverable.test,DE,person.7@initech.deliverable.test,valid,${STALE}
Nobody,,,,,,,,
`;

/** Imports seven contacts and an invalid line; returns the answer of the import. */
export async function fillDirectory({ url: baseUrl, secrets }: Pick<Standalone, "url" | "secrets">): Promise<{
  readonly report: ImportReport;
  readonly rejected: readonly RejectedLine[];
}> {
  const { operatorToken } = secrets;
  const importing = createOperator({ baseUrl, operatorToken }).importDirectory(
    new TextEncoder().encode(file),
    { source: "crm", format: "text/csv" },
  );
  const rejected: RejectedLine[] = [];
  for (;;) {
    const { value, done } = await importing.next();
    if (done) return { report: value, rejected };
    rejected.push(value);
  }
}
