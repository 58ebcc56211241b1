export { errorCatalogue } from "./catalogue.ts";
export type { ErrorCode, ErrorDefinition } from "./catalogue.ts";
export { Problem, ProblemDetail } from "./problem.ts";
export { parseRetryAfter } from "./retry-after.ts";
