/** Every time limit and pause goes by this clock. Tests let it stand still. */
export const clock = {
  /** Milliseconds since some moment in the past. */
  now: (): number => performance.now(),
  setTimeout: (run: () => void, ms: number): unknown => setTimeout(run, ms),
  clearTimeout: (timer: unknown): void => clearTimeout(timer as ReturnType<typeof setTimeout>),
};
