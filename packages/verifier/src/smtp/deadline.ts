const TIMER_MAX_MS = 2_147_483_647;

/**
 * Calls back at an instant of `performance.now()`, never before: a timer counts from the start of its event-loop iteration, and
 * so may fire early by the time that this iteration took.
 * @returns cancels it.
 */
export function atInstant(instant: number, callback: () => void): { cancel(): void; unref(): void } {
  let timer: NodeJS.Timeout | undefined;
  let referenced = true;
  const arm = (): void => {
    const inMs = Math.ceil(instant - performance.now());
    timer = setTimeout(() => (performance.now() >= instant ? callback() : arm()), clamp(inMs));
    if (!referenced) timer.unref();
  };
  arm();
  return {
    cancel: () => clearTimeout(timer),
    unref: () => {
      referenced = false;
      timer?.unref();
    },
  };
}

function clamp(ms: number): number {
  return Math.min(Math.max(ms, 1), TIMER_MAX_MS);
}
