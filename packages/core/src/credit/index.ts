export { showEntry } from "./entry.ts";
export { auditWallet } from "./audit.ts";
export { listWalletEntries, readStatement } from "./entries.ts";
export type { ListEntriesOutcome } from "./entries.ts";
export { grantCredits } from "./grant.ts";
export type { GrantCreditsOutcome } from "./grant.ts";
export { exportStatementCsv } from "./statement-csv.ts";
export { readWallet } from "./wallet.ts";
