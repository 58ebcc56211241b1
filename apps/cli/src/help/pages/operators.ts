import type { Page } from "#help/pages/page.ts";

/** Commands for operators of the server: they take the operator token. */
export const operatorPages: Readonly<Record<string, Page>> = {
  doctor: {
    about: [
      "Checks the server and its connection to mail hosts: the database, the queues, the workers, port 25, names, block lists. Each finding has its evidence, a fix, and the setting that it depends on. Features that are not configured are not checked, and do not count as broken.",
    ],
    examples: [
      ["winnow doctor", "check everything"],
      ["winnow doctor --json | jq -r .state", "for a monitor; the exit status is 1 when a check is broken"],
    ],
    seeAlso: ["winnow mail-providers list", "winnow help exit-codes"],
  },
  directory: {
    about: [
      "Imports, exports and erases contacts of the directory, which enrichment searches before it queries providers.",
    ],
    examples: [["winnow directory import contacts.csv --source crm", "import contacts"]],
    seeAlso: ["winnow enrich"],
  },
  "directory import": {
    about: [
      "Imports contacts from a CSV file with a header, or from NDJSON. Unchanged contacts are not written again, so an import that broke can simply be repeated. When two sources disagree, the later observation wins. Rejected lines are printed with their reasons.",
    ],
    examples: [
      ["winnow directory import contacts.csv --source crm --rejected rejected.ndjson", "a file"],
      ["zcat export.ndjson.gz | winnow directory import - --source crm --format ndjson", "in a pipe"],
    ],
    seeAlso: ["winnow directory export", "winnow directory erase"],
  },
  "directory export": {
    about: ["Writes every contact as NDJSON or CSV, in the format that import reads."],
    examples: [["winnow directory export --format csv -o contacts.csv", "to a file"]],
    seeAlso: ["winnow directory import"],
  },
  "directory erase": {
    about: ["Erases a person for good: no search finds the person again, and later imports skip them."],
    examples: [["winnow directory erase --email ada@example.com", "by address"]],
    seeAlso: ["winnow directory import"],
  },
  "mail-providers": {
    about: [
      "Shows how fast each mail provider may be contacted at the moment, and pauses a provider for some minutes. Winnow measures these limits itself.",
    ],
    examples: [
      ["winnow mail-providers list --state throttled", "providers that are contacted more slowly than usual"],
    ],
    seeAlso: ["winnow doctor"],
  },
  "mail-providers list": {
    about: [
      "Lists the providers that were contacted within the last week, paused and throttling ones first.",
    ],
    examples: [["winnow mail-providers list --provider google", "one provider"]],
    seeAlso: ["winnow mail-providers pause"],
  },
  "mail-providers pause": {
    about: ["Stops contacting a provider for some minutes. Its rows wait within their job's --max-wait."],
    examples: [
      [
        'winnow mail-providers pause google --minutes 30 --reason "requested by their postmaster"',
        "for half an hour",
      ],
    ],
    seeAlso: ["winnow mail-providers resume"],
  },
  "mail-providers resume": {
    about: [
      "Ends all pauses of a provider, both those of operators and those of Winnow. Its waiting rows continue at once.",
    ],
    examples: [["winnow mail-providers resume google", "contact it again"]],
    seeAlso: ["winnow mail-providers pause"],
  },
  reclassify: {
    about: [
      "Applies today's rules to stored evidence, without contacting mail hosts, and refunds the price of addresses that are now invalid.",
    ],
    examples: [["winnow reclassify --dry-run", "count what would change"]],
    seeAlso: ["winnow calibration"],
  },
  calibration: {
    about: ["Prints how well the scores of verdicts predict the outcomes of addresses."],
    examples: [["winnow calibration --mode live --json", "for a chart"]],
    seeAlso: ["winnow reclassify"],
  },
};
