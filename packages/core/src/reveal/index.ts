export { revealContacts } from "./reveal.ts";
