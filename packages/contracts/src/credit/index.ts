export * from "./bounce.ts";
export * from "./entry.ts";
export * from "./usage.ts";
export { Audit, AuditTotals, GrantAnswer, GrantCredits, Wallet } from "./wallet.ts";
export * from "./usage-request.ts";
