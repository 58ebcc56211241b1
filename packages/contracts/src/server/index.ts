export * from "./health.ts";
export * from "./home.ts";
export * from "./openapi-document.ts";
