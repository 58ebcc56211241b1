export * from "./call-book.ts";
export * from "./person.ts";
export * from "./provider.ts";
export * from "./waterfall.ts";
