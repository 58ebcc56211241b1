import type { Page } from "#help/pages/page.ts";

const JOB = "job_01m8brpm2reh3bt5jzajvdtf5c";

/** `jobs …` */
export const jobPages: Readonly<Record<string, Page>> = {
  jobs: {
    about: [
      "A file or a list of rows that was sent is a job. Jobs are listed, shown and followed here, their results fetched, and they are paused, resumed, cancelled and run again, whoever started them under a key of the same organization and mode.",
    ],
    examples: [
      ["winnow jobs list", "the newest jobs"],
      [`winnow jobs watch ${JOB}`, "follow one to its end"],
      [`winnow jobs results ${JOB} -o verified.csv`, "fetch its file"],
    ],
    seeAlso: ["winnow verify", "winnow enrich", "winnow usage"],
  },
  "jobs list": {
    about: ["Lists the newest jobs of the organization in the key's mode, the last one first."],
    examples: [
      ["winnow jobs list --limit 5", "five of them"],
      ["winnow jobs list --json | jq -r 'select(.status == \"failed\") | .id'", "for a script"],
    ],
    seeAlso: ["winnow jobs show"],
  },
  "jobs show": {
    about: ["Prints how a job stands: its status, its rows by what became of them, and its credits."],
    examples: [[`winnow jobs show ${JOB} --json`, "with everything, for a script"]],
    seeAlso: ["winnow jobs watch", "winnow jobs results"],
  },
  "jobs watch": {
    about: [
      "Follows a job to its end, with a progress bar on a terminal, and prints how it stands then. A connection that breaks is opened again. Ctrl-C ends the command, not the job.",
    ],
    examples: [[`winnow jobs watch ${JOB}`, "until it has ended"]],
    seeAlso: ["winnow jobs show", "winnow listen"],
  },
  "jobs results": {
    about: [
      "Fetches the file of a job with its results, or each row as a line of JSON. While the job is at work the results are those so far.",
      "Once it is completed, a download that breaks goes on where it was, with -o in the next run of the command, too: what has come stands in <file>.part, and the file gets its name when all of it is there and its SHA-256 is the one that the server gives.",
    ],
    examples: [
      [`winnow jobs results ${JOB} -o verified.csv`, "the file"],
      [`winnow jobs results ${JOB} --json | jq -r .email.status`, "rows, for a script"],
      [`winnow jobs results ${JOB} -o safe.csv --spreadsheet-safe`, "for a spreadsheet"],
    ],
    seeAlso: ["winnow jobs rerun", "winnow verify"],
  },
  "jobs pause": {
    about: ["Begins no further work of a job. What is at work is finished, and results stay where they are."],
    examples: [[`winnow jobs pause ${JOB}`, "until it is resumed"]],
    seeAlso: ["winnow jobs resume", "winnow jobs cancel"],
  },
  "jobs resume": {
    about: [
      "Lets a paused job go on. A held one, which waits for credits or for mail hosts that can be asked, tries again at once.",
    ],
    examples: [[`winnow jobs resume ${JOB}`, "let it go on"]],
    seeAlso: ["winnow jobs pause"],
  },
  "jobs cancel": {
    about: ["Ends a job. What is done stays and can be fetched; the credits of all else are given back."],
    examples: [[`winnow jobs cancel ${JOB}`, "for good"]],
    seeAlso: ["winnow jobs pause", "winnow jobs rerun"],
  },
  "jobs rerun": {
    about: [
      "Makes a new job of the rows that failed or stayed unknown. Each keeps its number, and what is found is paid for as ever.",
    ],
    examples: [[`winnow jobs rerun ${JOB}`, "only what is worth asking again"]],
    seeAlso: ["winnow jobs results"],
  },
  "jobs delete": {
    about: [
      "Deletes the rows and results of a job that has ended, at once and for good; its counts and credits stay for the statement. What was paid for in it can no longer be refunded when it bounces. Without this, results are kept for as long as the server says.",
    ],
    examples: [[`winnow jobs delete ${JOB} --yes`, "without a question"]],
    seeAlso: ["winnow jobs results"],
  },
};
