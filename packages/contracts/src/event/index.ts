export * from "./event-data.ts";
export * from "./event.ts";
export { PAGE_ROWS_MAX, paginateRows } from "./row-pages.ts";
export { webhookEvents } from "./catalogue.ts";
