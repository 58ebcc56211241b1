export { companyKey, foldName, nameKey } from "./fold.ts";
export { hostOf } from "./host.ts";
