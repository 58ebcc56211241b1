export * from "./budget.ts";
export * from "./mail-provider.ts";
