export { deleteResults } from "./delete-results.ts";
export type { DeleteResultsOutcome } from "./delete-results.ts";
export { exportCsv } from "./export-csv.ts";
export { exportNdjson, exportResults, listRows } from "./results.ts";
export type { ExportOutcome, ListRowsOutcome } from "./results.ts";
export { showRow } from "./show-row.ts";
export type { ShowRowOutcome } from "./show-row.ts";
