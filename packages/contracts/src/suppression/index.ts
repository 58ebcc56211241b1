export * from "./suppression.ts";
