import type { Page } from "#help/pages/page.ts";

/** `login`, `logout`, `credits` and `usage` */
export const accountPages: Readonly<Record<string, Page>> = {
  login: {
    about: [
      "Keeps an API key and the address of its server for the commands that follow, once the server has accepted the key. The key is read from standard input: typed on a terminal, without being shown, or piped in. It never stands on the command line, where others could see it.",
      "POST /v1/signup makes an organization and its keys.",
    ],
    examples: [
      ["winnow login", "type or paste the key"],
      ["winnow login --server https://winnow.example < key.txt", "at another server, from a file"],
    ],
    seeAlso: ["winnow logout", "winnow keys create", "winnow help environment"],
  },
  logout: {
    about: [
      "Forgets the key that login kept on this machine. The key itself works on: end it with winnow keys revoke.",
    ],
    examples: [["winnow logout", "forget it"]],
    seeAlso: ["winnow login", "winnow keys revoke"],
  },
  credits: {
    about: [
      "Prints the organization's credits in the key's mode: what is available, reserved for jobs, and spent.",
    ],
    examples: [["winnow credits --json | jq .available", "for a script"]],
    seeAlso: ["winnow usage"],
  },
  usage: {
    about: [
      "Lists calls, credits and verdicts by key, job, day or endpoint, since sign-up or since --from, the last one first.",
    ],
    examples: [
      ["winnow usage --by key", "who spent how much"],
      ["winnow usage --by job --from 2026-11-01T00:00:00Z", "what each job cost, of one month on"],
    ],
    seeAlso: ["winnow credits", "winnow jobs list"],
  },
};
