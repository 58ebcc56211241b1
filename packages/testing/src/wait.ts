import { patienceMs } from "#patience.ts";

const LOOK_EVERY_MS = 20;

/**
 * Waits until `condition` returns something other than false, null or undefined, and returns it.
 * @param timeoutMs as long as the test may last, when left out.
 * @throws Error naming `what` after `timeoutMs`.
 */
export async function waitFor<Value>(
  what: string,
  condition: () => Value | Promise<Value>,
  timeoutMs = patienceMs(),
): Promise<NonNullable<Exclude<Value, false>>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value !== false && value !== null && value !== undefined) {
      return value as NonNullable<Exclude<Value, false>>;
    }
    if (performance.now() > deadline) {
      throw new Error(`gave up waiting for ${what} after ${Math.round(timeoutMs)} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
