import type { Logger } from "#logger.ts";

export type Cleanup = AsyncDisposable | Disposable | (() => unknown);

export interface ShutdownOptions {
  readonly logger: Logger;
  /** From the first signal to the forced end with exit code 1. */
  readonly deadlineMs?: number;
  /** Ends the process; replaced only by tests. */
  readonly exit?: (code: number) => void;
}

/** Collects what must be closed, and closes it when the process is signalled to end. */
export interface Shutdown extends AsyncDisposable {
  /** Aborted when draining starts. */
  readonly signal: AbortSignal;
  /** Registers something to close, in reverse order of registration; after a drain, at once. Returns what it was given. */
  add<Resource extends Cleanup>(name: string, resource: Resource): Resource;
  /** Closes everything once; later calls wait for the same drain. Resolves to the exit code: 1 when a step failed. */
  drain(reason: string): Promise<number>;
  /** Resolves to the exit code once a drain has ended. */
  readonly done: Promise<number>;
}

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
type ShutdownSignal = keyof typeof exitCodes;

/** A terminal's Ctrl-C and a wrapper that passes it on make two signals of one key press. */
const ECHO_MS = 250;

/**
 * SIGTERM and SIGINT drain. A drain that takes longer than `deadlineMs` ends the process with 1. A second signal ends it at
 * once with 128 + its number; the same one within a quarter of a second is an echo and ignored. Disposing drains (when
 * nothing has yet) and removes the signal handlers.
 */
export function createShutdown(options: ShutdownOptions): Shutdown {
  const { logger, deadlineMs = 30_000, exit = (code: number) => process.exit(code) } = options;
  const cleanups: { name: string; resource: Cleanup }[] = [];
  const controller = new AbortController();
  const done = Promise.withResolvers<number>();
  let draining = false;
  let closed = false;
  let first: { readonly signal: ShutdownSignal; readonly at: number } | undefined;

  async function close(): Promise<number> {
    let code = 0;
    for (let next = cleanups.pop(); next !== undefined; next = cleanups.pop()) {
      try {
        await dispose(next.resource);
      } catch (error) {
        code = 1;
        logger.error({ error, part: next.name }, "closing failed");
      }
    }
    closed = true;
    return code;
  }

  function drain(reason: string): Promise<number> {
    if (draining) return done.promise;
    draining = true;
    logger.info({ reason }, "draining");
    controller.abort(new Error(`shutting down: ${reason}`));
    // Unreferenced: once everything is closed nothing keeps the process, but whatever leaks is ended by the deadline.
    const deadline = setTimeout(() => {
      logger.error({ deadlineMs, waitingFor: cleanups.map(({ name }) => name) }, "drain took too long");
      exit(1);
    }, deadlineMs);
    deadline.unref();
    close().then((code) => {
      logger.info("drained");
      done.resolve(code);
    }, done.reject);
    return done.promise;
  }

  const onSignal = (signal: ShutdownSignal) => {
    if (first?.signal === signal && performance.now() - first.at < ECHO_MS) return;
    if (draining) {
      logger.warn({ signal }, "second signal: ending at once");
      exit(exitCodes[signal]);
      return;
    }
    first = { signal, at: performance.now() };
    void drain(signal);
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);

  return {
    signal: controller.signal,
    done: done.promise,
    drain,
    add(name, resource) {
      cleanups.push({ name, resource });
      // What a start opens that did not heed the signal is closed at once.
      if (closed) void close();
      return resource;
    },
    async [Symbol.asyncDispose]() {
      try {
        await drain("disposed");
      } finally {
        process.off("SIGTERM", onSignal);
        process.off("SIGINT", onSignal);
      }
    },
  };
}

/**
 * A whole service's life: `start` registers what it opens, then the process runs until a signal and drains. A service
 * that was started with an IPC channel also drains when the channel ends, as it does with the process at its other end.
 * Sets the exit code; the process ends by itself once nothing is left open.
 * @throws what `start` throws, after closing what it had opened.
 */
export async function runUntilSignal(
  options: ShutdownOptions,
  start: (shutdown: Shutdown) => Promise<void>,
): Promise<void> {
  await using shutdown = createShutdown(options);
  using _channel = drainWithChannel(shutdown);
  try {
    if (!shutdown.signal.aborted) await start(shutdown);
  } catch (error) {
    // A start that a signal interrupted fails because of the signal: the service did not fail.
    if (!shutdown.signal.aborted) throw error;
    options.logger.info({ error }, "start was interrupted");
  }
  // A signal handler alone does not keep a process alive.
  const keepAlive = setInterval(() => {}, 2 ** 30);
  try {
    process.exitCode = await shutdown.done;
  } finally {
    clearInterval(keepAlive);
  }
}

/** A channel keeps a process alive only while a listener waits for its end: until disposed. */
function drainWithChannel(shutdown: Shutdown): Disposable {
  const onDisconnect = () => void shutdown.drain("the process that started this one has ended");
  process.once("disconnect", onDisconnect);
  // It may have ended while modules were being loaded. Without a channel this is undefined.
  if (process.connected === false) onDisconnect();
  return { [Symbol.dispose]: () => void process.off("disconnect", onDisconnect) };
}

async function dispose(resource: Cleanup): Promise<void> {
  if (typeof resource === "function") await resource();
  else if (Symbol.asyncDispose in resource) await resource[Symbol.asyncDispose]();
  else resource[Symbol.dispose]();
}
