import type { Page } from "#help/pages/page.ts";

const JOB = "job_01m8brpm2reh3bt5jzajvdtf5c";

/** `jobs …` */
export const jobPages: Readonly<Record<string, Page>> = {
  jobs: {
    about: [
      "Each submitted file or list of rows is a job. These commands list, show, follow, pause, resume, cancel and rerun jobs, and download their results. They apply to all jobs of the key's organization and mode.",
    ],
    examples: [
      ["winnow jobs list", "the newest jobs"],
      [`winnow jobs watch ${JOB}`, "follow a job to its end"],
      [`winnow jobs results ${JOB} -o verified.csv`, "download its file"],
    ],
    seeAlso: ["winnow verify", "winnow enrich", "winnow usage"],
  },
  "jobs list": {
    about: ["Lists the newest jobs of the organization in the key's mode, the newest first."],
    examples: [
      ["winnow jobs list --limit 5", "five of them"],
      ["winnow jobs list --json | jq -r 'select(.status == \"failed\") | .id'", "for a script"],
    ],
    seeAlso: ["winnow jobs show"],
  },
  "jobs show": {
    about: ["Prints a job's status, its rows by outcome, and its credits."],
    examples: [[`winnow jobs show ${JOB} --json`, "with everything, for a script"]],
    seeAlso: ["winnow jobs watch", "winnow jobs results"],
  },
  "jobs watch": {
    about: [
      "Follows a job to its end, with a progress bar on a terminal, and prints its outcome. A connection that breaks is opened again. Ctrl-C ends the command, not the job.",
    ],
    examples: [[`winnow jobs watch ${JOB}`, "until it has ended"]],
    seeAlso: ["winnow jobs show", "winnow listen"],
  },
  "jobs results": {
    about: [
      "Downloads the file of a job with its results, or each row as a line of JSON. While the job is running, the file has the results so far.",
      "For a completed job, a download that breaks is resumed. With -o, the next run of the command also resumes it: an unfinished download is kept in <file>.part. It is renamed when it is complete and its SHA-256 matches the server's.",
    ],
    examples: [
      [`winnow jobs results ${JOB} -o verified.csv`, "the file"],
      [`winnow jobs results ${JOB} --json | jq -r .email.status`, "rows, for a script"],
      [`winnow jobs results ${JOB} -o safe.csv --spreadsheet-safe`, "for a spreadsheet"],
    ],
    seeAlso: ["winnow jobs rerun", "winnow verify"],
  },
  "jobs pause": {
    about: ["Starts no more rows of a job. Rows already started are finished, and results stay available."],
    examples: [[`winnow jobs pause ${JOB}`, "until it is resumed"]],
    seeAlso: ["winnow jobs resume", "winnow jobs cancel"],
  },
  "jobs resume": {
    about: [
      "Continues a paused job. A held job, which waits for credits or for mail hosts that can be reached, is retried at once.",
    ],
    examples: [[`winnow jobs resume ${JOB}`, "continue it"]],
    seeAlso: ["winnow jobs pause"],
  },
  "jobs cancel": {
    about: ["Ends a job. Results so far stay available; the credits of all other rows are released."],
    examples: [[`winnow jobs cancel ${JOB}`, "for good"]],
    seeAlso: ["winnow jobs pause", "winnow jobs rerun"],
  },
  "jobs rerun": {
    about: [
      "Starts a new job with the rows that failed or stayed unknown. Each row keeps its number, and the usual prices apply.",
    ],
    examples: [[`winnow jobs rerun ${JOB}`, "retry failed and unknown rows"]],
    seeAlso: ["winnow jobs results"],
  },
  "jobs delete": {
    about: [
      "Deletes the rows and results of a job that has ended, at once and for good; its counts and credits remain in the statement. Rows of a deleted job cannot be refunded when they bounce. Without this command, the server deletes results when their retention time ends.",
    ],
    examples: [[`winnow jobs delete ${JOB} --yes`, "without a confirmation"]],
    seeAlso: ["winnow jobs results"],
  },
};
