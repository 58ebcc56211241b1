/** Exit codes: they are part of the interface. */
export const SUCCESS = 0;
export const FAILURE = 1;
export const USAGE = 2;
export const JOB_FAILED = 3;
export const JOB_GOES_ON = 4;
/** 128 and the number of SIGINT, as shells have it. */
export const INTERRUPTED = 130;

/** What each of them says, for people. */
export const EXIT_STATUSES: readonly { readonly code: number; readonly meaning: string }[] = [
  { code: SUCCESS, meaning: "Done. Of listen, also: it was ended by Ctrl-C." },
  {
    code: FAILURE,
    meaning:
      "The server refused, or could not be reached, or the file did not arrive whole. Of doctor, also: something is broken.",
  },
  { code: USAGE, meaning: "The command was not understood, or the answer to its question was no." },
  { code: JOB_FAILED, meaning: "The job failed or was cancelled." },
  { code: JOB_GOES_ON, meaning: "Ctrl-C, and the job goes on: the same command comes back to it." },
  { code: INTERRUPTED, meaning: "Ctrl-C at any other time." },
];

/** Ends the command with a code of its own, after everything was said. */
export class Exit extends Error {
  override readonly name = "Exit";
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}
