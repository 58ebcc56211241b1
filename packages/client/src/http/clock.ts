/** The clock of every time limit and pause. Tests can stop it. */
export const clock = {
  /** Milliseconds since some moment in the past. */
  now: (): number => performance.now(),
  setTimeout: (run: () => void, ms: number): unknown => setTimeout(run, ms),
  clearTimeout: (timer: unknown): void => clearTimeout(timer as ReturnType<typeof setTimeout>),
};
