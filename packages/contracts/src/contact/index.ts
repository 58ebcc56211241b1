export { ContactCompany } from "./company.ts";
export { ContactInput, ImportContacts, ImportContactsAnswer, RejectedContact } from "./contact.ts";
export { EraseContact, EraseContactAnswer } from "./erase.ts";
export { Lookup, LookupAnswer, LookupKind } from "./lookup.ts";
export {
  Reveal,
  RevealAnswer,
  RevealCredits,
  RevealedContact,
  RevealedEmail,
  RevealStatus,
  REVEAL_MAX,
} from "./reveal.ts";
export {
  Facet,
  FoundContact,
  SearchAnswer,
  SearchFacet,
  SearchFacets,
  SearchMatches,
  SearchQuery,
} from "./search.ts";
export {
  ContactColumn,
  ContactColumnMapping,
  ContactProvenance,
  ContactSource,
  ExportedContact,
  FieldOrigin,
  ImportDirectoryQuery,
  ImportLine,
  ImportLineDone,
  ImportLineFailed,
  ImportLineRejected,
  ImportRejection,
  ImportReport,
  RejectedLine,
} from "./directory.ts";
