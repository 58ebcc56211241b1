export { startStandalone } from "./standalone.ts";
export type { Standalone } from "./standalone.ts";
