export { createHttpProvider } from "./http/index.ts";
export type { HttpProviderOptions } from "./http/index.ts";
export { HttpProviderDefinition } from "./http/definition.ts";
export type { HttpProviderDefinitionJson } from "./http/definition.ts";
export { loadProviders } from "./ready/load.ts";
export type { LoadedProviders } from "./ready/load.ts";
export { readyDefinitions } from "./ready/index.ts";
export type { CallAnswer, PaidProvider, ProviderTerms, RefusalReason } from "./paid-provider.ts";
export { createPaidStep } from "./paid.ts";
export type { ReportTrouble } from "./paid.ts";
export { createPatternProvider } from "./pattern/index.ts";
export { createWaterfall } from "./waterfall.ts";
export type {
  CallBook,
  CheckedEmail,
  EmailChecker,
  Enrichment,
  Finding,
  Person,
  Provider,
  Question,
} from "./ports.ts";
