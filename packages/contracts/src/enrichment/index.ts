export type { CallBook, CallSettlement, CallState, PlannedCall } from "./call-book.ts";
export type { KnownAddress, Person } from "./person.ts";
export type { EnrichmentProvider, Finding, FindOptions, KnownVerdict, Question } from "./provider.ts";
export type { CheckedEmail, Deferral, EmailChecker, Enrichment, EnrichOptions } from "./waterfall.ts";
