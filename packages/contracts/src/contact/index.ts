export { ContactInput, ImportContacts, ImportContactsAnswer } from "./contact.ts";
