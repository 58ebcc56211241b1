export * from "./event-data.ts";
export * from "./event.ts";
export * from "./row-pages.ts";
export * from "./catalogue.ts";
