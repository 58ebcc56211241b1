export { expireResults } from "./expire.ts";
export { describeDeletion } from "./results-deleted.ts";
export type { ResultsDeleted } from "./results-deleted.ts";
export { keepResultsFor } from "./keep.ts";
export { purgeResults } from "./purge.ts";
