/**
 * Waits until `condition` returns something other than false, null or undefined, and returns it.
 * @throws Error naming `what` after `timeoutMs`.
 */
export async function waitFor<Value>(
  what: string,
  condition: () => Value | Promise<Value>,
  timeoutMs = 20_000,
): Promise<NonNullable<Exclude<Value, false>>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value !== false && value !== null && value !== undefined) {
      return value as NonNullable<Exclude<Value, false>>;
    }
    if (performance.now() > deadline) throw new Error(`gave up waiting for ${what} after ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
