export * from "./create-key.ts";
export * from "./key.ts";
export * from "./leak.ts";
export * from "./scanned-leak.ts";
