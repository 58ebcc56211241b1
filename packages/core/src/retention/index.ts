export { expireResults } from "./expire.ts";
export { describeGone } from "./gone.ts";
export type { ResultsGone } from "./gone.ts";
export { keepResultsFor } from "./keep.ts";
export { purgeResults } from "./purge.ts";
