/** Exit codes: they are part of the interface. */
export const SUCCESS = 0;
export const FAILURE = 1;
export const USAGE = 2;
export const JOB_FAILED = 3;
export const JOB_GOES_ON = 4;
/** 128 plus the number of SIGINT, as in shells. */
export const INTERRUPTED = 130;

/** The meaning of each code. */
export const EXIT_STATUSES: readonly { readonly code: number; readonly meaning: string }[] = [
  { code: SUCCESS, meaning: "Success. For listen also: ended by Ctrl-C." },
  {
    code: FAILURE,
    meaning:
      "The server refused or could not be reached, or the file arrived incomplete. For doctor also: a check is broken.",
  },
  { code: USAGE, meaning: "The command line is wrong, or you answered no." },
  { code: JOB_FAILED, meaning: "The job failed or was cancelled." },
  { code: JOB_GOES_ON, meaning: "Ctrl-C while the job continues: run the same command again to follow it." },
  { code: INTERRUPTED, meaning: "Ctrl-C at any other time." },
];

/** Ends the command with this code; its messages are already written. */
export class Exit extends Error {
  override readonly name = "Exit";
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}
