export { revealContacts, type RevealRefusal } from "./reveal.ts";
