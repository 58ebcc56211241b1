export * from "./catalogue.ts";
export * from "./problem.ts";
export * from "./retry-after.ts";
