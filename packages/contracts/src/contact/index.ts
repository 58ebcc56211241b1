export { ContactCompany } from "./company.ts";
export { ContactInput, ImportContacts, ImportContactsAnswer } from "./contact.ts";
export { Lookup, LookupAnswer } from "./lookup.ts";
export { Reveal, RevealAnswer, RevealedContact, RevealStatus, REVEAL_MAX } from "./reveal.ts";
export { Facet, FoundContact, SearchAnswer, SearchQuery } from "./search.ts";
export {
  EraseContact,
  EraseContactAnswer,
  ExportedContact,
  ImportDirectoryQuery,
  ImportLine,
  ImportReport,
  RejectedLine,
} from "./directory.ts";
