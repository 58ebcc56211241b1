export { companyKey, fold, nameKey } from "./fold.ts";
export { hostOf } from "./host.ts";
