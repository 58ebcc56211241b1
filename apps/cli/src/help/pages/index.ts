import type { Page } from "#help/pages/page.ts";
import { accountPages } from "#help/pages/account.ts";
import { filePages } from "#help/pages/files.ts";
import { jobPages } from "#help/pages/jobs.ts";
import { keyPages } from "#help/pages/keys.ts";
import { listenPages } from "#help/pages/listen.ts";
import { operatorPages } from "#help/pages/operators.ts";

/** Every page of the manual by the words of its command; of `winnow` itself by none. */
export const pages: Readonly<Record<string, Page>> = {
  "": {
    about: [
      "Verifies and enriches files of contacts on a Winnow server. A file comes back as it was sent, same rows, same order, same columns, with the results behind; you pay for emails that can be used.",
      "Data goes to standard output and messages to standard error. Only a terminal is asked questions and shown a progress bar; --json prints JSON, one line each, for scripts.",
      "The server is http://127.0.0.1:3000 unless --server, WINNOW_SERVER or winnow login name another one. Without any server, --local and --sandbox start one of your own for the command.",
    ],
    examples: [
      ["winnow login", "keep an API key for the commands that follow"],
      ["winnow verify contacts.csv -o verified.csv --max-credits 500", "a file comes back with its results"],
      ["winnow verify ada@example.com", "one address"],
      ["winnow verify contacts.csv -o verified.csv --sandbox", "rehearse it, without a server or an account"],
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
      "Prints the manual of a command, as its own --help does, or of a topic: environment is every variable and file that counts, exit-codes is what the exit status says.",
    ],
    examples: [
      ["winnow help jobs results", "the manual of a command"],
      ["winnow help exit-codes", "a topic"],
    ],
    seeAlso: ["winnow --help"],
  },
};
