import type { Page } from "#help/pages/page.ts";
import { accountPages } from "#help/pages/account.ts";
import { filePages } from "#help/pages/files.ts";
import { jobPages } from "#help/pages/jobs.ts";
import { keyPages } from "#help/pages/keys.ts";
import { listenPages } from "#help/pages/listen.ts";
import { operatorPages } from "#help/pages/operators.ts";

/** Every manual page by the words of its command; that of `winnow` itself by an empty text. */
export const pages: Readonly<Record<string, Page>> = {
  "": {
    about: [
      "Verifies and enriches files of contacts on a Winnow server. The file that you get has the same rows, order and columns as yours, and the results in columns after them. You pay for usable emails only.",
      "Data goes to standard output and messages to standard error. Questions and progress bars appear only on a terminal. For scripts, --json prints one line of JSON for each result.",
      "The server is http://127.0.0.1:3000 unless --server, WINNOW_SERVER or winnow login names another one. --local and --sandbox need no server: they start a private one for the command.",
    ],
    examples: [
      ["winnow login", "store an API key for later commands"],
      ["winnow verify contacts.csv -o verified.csv --max-credits 500", "verify a file"],
      ["winnow verify ada@example.com", "one address"],
      ["winnow verify contacts.csv -o verified.csv --sandbox", "try it without a server or an account"],
    ],
    seeAlso: ["winnow help environment", "winnow help exit-codes", "winnow help <command>"],
  },
  ...filePages,
  ...jobPages,
  ...accountPages,
  ...keyPages,
  ...listenPages,
  ...operatorPages,
  help: {
    about: [
      "Prints the manual of a command, as its own --help does, or of a topic: environment lists every variable and file that winnow reads, exit-codes the meaning of each exit status.",
    ],
    examples: [
      ["winnow help jobs results", "the manual of a command"],
      ["winnow help exit-codes", "a topic"],
    ],
    seeAlso: ["winnow --help"],
  },
};
