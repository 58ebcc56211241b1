export * from "./delivery.ts";
export * from "./event-entry.ts";
export * from "./webhook.ts";
