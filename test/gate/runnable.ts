/**
 * Whether tests that need a program can run here. If not, a message says so: `describe.skipIf(!isRunnable("postfix"))`.
 * @param what the tests, such as "the tests on a real postfix".
 * @param whyNot undefined when the program is there.
 * @throws Error when CI is set, because CI must not skip.
 */
export function canRun(what: string, whyNot: string | undefined): boolean {
  if (whyNot === undefined) return true;
  if (process.env["CI"]) throw new Error(`${whyNot} CI must run ${what}.`);
  process.stderr.write(`\n  ⚠ SKIPPED: ${what}. ${whyNot}\n`);
  return false;
}
