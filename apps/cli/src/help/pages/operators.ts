import type { Page } from "#help/pages/page.ts";

/** Commands of whoever runs the server: they take the operator token. */
export const operatorPages: Readonly<Record<string, Page>> = {
  doctor: {
    about: [
      "Says whether the server and its way out to mail hosts are in order: the database, the queues, the workers, port 25, names, block lists. Each finding comes with what was seen, what to do, and the setting that it is about. What is not configured is not measured, and breaks nothing.",
    ],
    examples: [
      ["winnow doctor", "read it from the top"],
      ["winnow doctor --json | jq -r .state", "for a monitor; the exit status says it, too"],
    ],
    seeAlso: ["winnow mail-providers list", "winnow help exit-codes"],
  },
  directory: {
    about: ["Fills the directory of contacts that enrichment asks first, takes it out, and forgets people."],
    examples: [["winnow directory import contacts.csv --source crm", "fill it"]],
    seeAlso: ["winnow enrich"],
  },
  "directory import": {
    about: [
      "Imports contacts from a CSV with a header or from lines of JSON. What is known already is not written again, so an import that broke is simply repeated. Of two sources that disagree the one that saw it later holds. Rejected lines are told with their reasons.",
    ],
    examples: [
      ["winnow directory import contacts.csv --source crm --rejected rejected.ndjson", "a file"],
      ["zcat export.ndjson.gz | winnow directory import - --source crm --format ndjson", "in a pipe"],
    ],
    seeAlso: ["winnow directory export", "winnow directory erase"],
  },
  "directory export": {
    about: ["Writes every contact, as lines of JSON or as a CSV, such as import reads."],
    examples: [["winnow directory export --format csv -o contacts.csv", "to a file"]],
    seeAlso: ["winnow directory import"],
  },
  "directory erase": {
    about: [
      "Forgets a person, for good: whoever is erased is found by nobody, and no import brings them back.",
    ],
    examples: [["winnow directory erase --email ada@example.com", "by address"]],
    seeAlso: ["winnow directory import"],
  },
  "mail-providers": {
    about: [
      "Shows how much each mail provider may be asked at the moment, which Winnow finds out by itself, and leaves one alone for a while.",
    ],
    examples: [["winnow mail-providers list --state throttled", "who is asked less than usual"]],
    seeAlso: ["winnow doctor"],
  },
  "mail-providers list": {
    about: ["Lists the providers that were asked within the last week: paused and throttling ones first."],
    examples: [["winnow mail-providers list --provider google", "one of them"]],
    seeAlso: ["winnow mail-providers pause"],
  },
  "mail-providers pause": {
    about: [
      "Leaves a provider alone for some minutes. Rows that need it wait, within their job's --max-wait.",
    ],
    examples: [
      ['winnow mail-providers pause google --minutes 30 --reason "they asked us to"', "for half an hour"],
    ],
    seeAlso: ["winnow mail-providers resume"],
  },
  "mail-providers resume": {
    about: ["Ends a provider's pauses, whoever made them. Rows that wait for it go on at once."],
    examples: [["winnow mail-providers resume google", "go on"]],
    seeAlso: ["winnow mail-providers pause"],
  },
  reclassify: {
    about: [
      "Judges stored evidence again by today's rules, without asking anybody, and gives back what was paid for an address that turns out invalid.",
    ],
    examples: [["winnow reclassify --dry-run", "count what would change"]],
    seeAlso: ["winnow calibration"],
  },
  calibration: {
    about: ["Prints how far the scores of verdicts can be believed, by what became of the addresses."],
    examples: [["winnow calibration --mode live --json", "for a chart"]],
    seeAlso: ["winnow reclassify"],
  },
};
