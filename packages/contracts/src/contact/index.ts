export * from "./company.ts";
export * from "./contact.ts";
export * from "./erase.ts";
export * from "./lookup.ts";
export * from "./reveal.ts";
export * from "./search.ts";
export * from "./directory.ts";
