import type { Page } from "#help/pages/page.ts";

const COMES_BACK =
  "For a day, the same command on the same file with the same options is the same job. After a crash, a broken connection or Ctrl-C, run it again: it neither uploads nor pays twice, and it resumes a download. An upload that breaks is repeated automatically, except from standard input.";
const COST =
  "The credits of the billable rows are reserved up to --max-credits; the credits of rows without a usable result are released. On a terminal, without --max-credits or --yes, the command shows a preview with the cost and waits for your confirmation.";
const TRIAL =
  "--first processes the first rows as a separate job. Within a day, the same command without it processes the whole file and does not pay again for these rows.";
const OUTPUT =
  "Results go to <file>.part first. The file is renamed when it is complete and its SHA-256 matches the server's.";

/** `verify` and `enrich` */
export const filePages: Readonly<Record<string, Page>> = {
  verify: {
    about: [
      "Verifies the addresses of a CSV file over DNS and SMTP, follows the job, and writes the file with the results in columns after its own. Encoding, delimiter, header and the column of the addresses are detected; --preview prints them with the cost of the job, and starts no job.",
      COST,
      TRIAL,
      COMES_BACK,
      OUTPUT,
      "With an address instead of a file, that address is verified and its status printed.",
    ],
    examples: [
      ["winnow verify contacts.csv -o verified.csv --max-credits 500", "a file, with a limit on its cost"],
      ["winnow verify contacts.csv --preview", "a preview with its cost"],
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
      "Finds and verifies the emails of the people in a CSV file, from their names, companies and domains or their profiles. It follows the job and writes the file with the results in columns after its own. Rows that already have an email are verified.",
      COST,
      TRIAL,
      COMES_BACK,
      OUTPUT,
      "Without a file, options name one person, and the result is printed.",
    ],
    examples: [
      ["winnow enrich people.csv -o enriched.csv --max-credits 500", "a file, with a limit on its cost"],
      ['winnow enrich --full-name "Ada Lovelace" --domain example.com', "one person"],
      [
        'winnow enrich people.csv -o enriched.csv --yes --mapping \'{"domain":"Firma-Web"}\'',
        "name a column that is not recognized",
      ],
    ],
    seeAlso: ["winnow verify", "winnow jobs", "winnow help exit-codes"],
  },
};
