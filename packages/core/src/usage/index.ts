export { readUsage } from "./read.ts";
