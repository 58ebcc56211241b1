/** Exit codes: they are part of the interface. */
export const SUCCESS = 0;
export const FAILURE = 1;
export const USAGE = 2;
export const JOB_FAILED = 3;
export const JOB_GOES_ON = 4;

export const EXIT_CODES = `
Exit codes:
  0  done
  1  the server refused, or could not be reached; of doctor, also: something is broken
  2  the command was not understood
  3  the job failed or was cancelled
  4  the job goes on without us: it was interrupted here, or waits for credits`;

/** Ends the command with a code of its own, after everything was said. */
export class Exit extends Error {
  override readonly name = "Exit";
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}
