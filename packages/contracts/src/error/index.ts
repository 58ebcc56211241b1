export * from "./catalogue.ts";
export * from "./catalogue/definition.ts";
export * from "./field-codes.ts";
export * from "./problem.ts";
export * from "./retry-after.ts";
