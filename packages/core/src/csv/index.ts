export { UnreadableCsvError } from "./read-records.ts";
