import type { Page } from "#help/pages/page.ts";

/** `login`, `logout`, `credits` and `usage` */
export const accountPages: Readonly<Record<string, Page>> = {
  login: {
    about: [
      "Stores an API key and the URL of its server for later commands, after the server has accepted the key. The key is read from standard input: typed on a terminal without an echo, or piped in. It is never an argument, because other users of the machine could see it there.",
      "POST /v1/signup creates an organization and its keys.",
    ],
    examples: [
      ["winnow login", "type or paste the key"],
      ["winnow login --server https://winnow.example < key.txt", "for another server, from a file"],
    ],
    seeAlso: ["winnow logout", "winnow keys create", "winnow help environment"],
  },
  logout: {
    about: [
      "Deletes the key that login stored on this machine. The key itself remains valid: end it with winnow keys revoke.",
    ],
    examples: [["winnow logout", "forget it"]],
    seeAlso: ["winnow login", "winnow keys revoke"],
  },
  credits: {
    about: ["Prints the organization's credits in the key's mode: available, reserved for jobs, and spent."],
    examples: [["winnow credits --json | jq .available", "for a script"]],
    seeAlso: ["winnow usage"],
  },
  usage: {
    about: [
      "Lists calls, credits and verdicts by key, job, day or endpoint, since sign-up or since --from, the newest first.",
    ],
    examples: [
      ["winnow usage --by key", "the spending of each key"],
      ["winnow usage --by job --from 2026-11-01T00:00:00Z", "the cost of each job since a day"],
    ],
    seeAlso: ["winnow credits", "winnow jobs list"],
  },
};
