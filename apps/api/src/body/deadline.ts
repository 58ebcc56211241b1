import type { Request } from "express";

/** Closes the connection of a caller that has not sent its whole body in time. */
export function limitBodyTime(request: Request, deadlineMs: number): void {
  if (request.complete) return;
  const timer = setTimeout(() => {
    if (request.complete) return;
    request.log.warn({ deadlineMs }, "the body did not arrive in time");
    request.socket.destroy();
  }, deadlineMs);
  timer.unref();
  request.once("close", () => clearTimeout(timer));
}
