export { createDirectoryProvider } from "./directory-provider.ts";
export { companyKey, fold, nameKey } from "./fold.ts";
export { hostOf } from "./host.ts";
export { findKnownAddresses } from "./known-addresses.ts";
export { lookUp } from "./lookup.ts";
export { matchContacts } from "./match.ts";
export { revealContacts, type RevealRefusal } from "./reveal.ts";
export { searchContacts } from "./search.ts";
