export { createPatternProvider } from "./pattern/index.ts";
export { createWaterfall } from "./waterfall.ts";
export type { CheckedEmail, EmailChecker, Enrichment, Finding, Person, Provider } from "./ports.ts";
