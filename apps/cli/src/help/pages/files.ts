import type { Page } from "#help/pages/page.ts";

const COMES_BACK =
  "The same command on the same file with the same options is the same job for a day. So after a crash, a broken connection or Ctrl-C run it again: nothing is uploaded or paid for twice, and a download goes on where it was. An upload that breaks is sent again by itself. What comes from standard input cannot be sent again.";
const COST =
  "The credits of the billable rows are reserved under --max-credits, and what was not worth paying for is given back. On a terminal, without --max-credits or --yes, you are shown what the file would become and cost, and asked.";
const TRIAL =
  "--first runs the first rows as a job of their own. The same command without it goes on with the whole file within a day, and does not pay again for what the trial has paid for.";
const OUTPUT =
  "Results go to <file>.part first. The file gets its name once all of it is there and its SHA-256 is the one that the server gives.";

/** `verify` and `enrich` */
export const filePages: Readonly<Record<string, Page>> = {
  verify: {
    about: [
      "Verifies the addresses of a CSV over DNS and SMTP, follows the job, and writes the file back with the results behind its columns. Encoding, delimiter, header and the column of the addresses are found out; --preview says what was found and what the job would cost, and starts nothing.",
      COST,
      TRIAL,
      COMES_BACK,
      OUTPUT,
      "With an address instead of a file, that address is verified and its status printed.",
    ],
    examples: [
      ["winnow verify contacts.csv -o verified.csv --max-credits 500", "a file, under a cap"],
      ["winnow verify contacts.csv --preview", "what it would become and cost"],
      ["winnow verify contacts.csv -o trial.csv --first 25", "try the first rows"],
      ["cat contacts.csv | winnow verify - --max-credits 500 > verified.csv", "in a pipe"],
      [
        'winnow verify contacts.csv -o verified.csv --yes --mapping \'{"email":"E-Mail 2"}\'',
        "name the column of the addresses",
      ],
      ["winnow verify ada@example.com --json", "one address, for a script"],
    ],
    seeAlso: ["winnow enrich", "winnow jobs", "winnow listen", "winnow help exit-codes"],
  },
  enrich: {
    about: [
      "Finds and verifies the emails of the people of a CSV, from their names, companies and domains or their profiles, follows the job, and writes the file back with the results behind its columns. Rows that have an email already are verified.",
      COST,
      TRIAL,
      COMES_BACK,
      OUTPUT,
      "Without a file, options name one person, and what was found is printed.",
    ],
    examples: [
      ["winnow enrich people.csv -o enriched.csv --max-credits 500", "a file, under a cap"],
      ['winnow enrich --full-name "Ada Lovelace" --domain example.com', "one person"],
      [
        'winnow enrich people.csv -o enriched.csv --yes --mapping \'{"domain":"Firma-Web"}\'',
        "name a column whose name says nothing",
      ],
    ],
    seeAlso: ["winnow verify", "winnow jobs", "winnow help exit-codes"],
  },
};
