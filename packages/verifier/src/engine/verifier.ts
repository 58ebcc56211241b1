import { createAddressPolicy } from "#dns/address-policy.ts";
import { MailHostDirectory } from "#dns/mail-hosts.ts";
import { createResolver } from "#dns/resolver.ts";
import { CatchAllBook } from "#engine/catch-all-book.ts";
import { resolveConfig, type VerifierConfig } from "#engine/config.ts";
import { Gate, GateKeeper } from "#engine/gate.ts";
import { HostMemory } from "#engine/host-memory.ts";
import { Turnstile } from "#engine/turnstile.ts";
import { Run, type BounceFeedback, type Engine, type RunLimits } from "#engine/run.ts";
import type { Verification } from "#engine/verification.ts";
import type { SmtpConnection } from "#smtp/connection.ts";

export interface VerifyOptions {
  /** Aborts the call: the iteration throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Time limit of one address, in milliseconds, without waiting for a free session. Default 60,000. */
  readonly timeoutMs?: number | undefined;
  /** Time limit of the whole call, in milliseconds; open addresses are then `unknown{timeout}`. Default: none. */
  readonly deadlineMs?: number | undefined;
  /** Addresses that were deferred before: how often, and since when. */
  readonly recheck?: { readonly attempt: number; readonly since: Date } | undefined;
  /** Domains (ASCII, lower case) whose accepted addresses bounce: none of their addresses is `valid`. */
  readonly feedback?: ReadonlyMap<string, BounceFeedback> | undefined;
}

export interface Verifier extends AsyncDisposable {
  verify(address: string, options?: VerifyOptions): Promise<Verification>;
  /** Yields one verification per address, as they are ready; an address that is given twice is answered twice. */
  verifyMany(
    addresses: Iterable<string>,
    options?: VerifyOptions,
  ): AsyncGenerator<Verification, void, undefined>;
}

/**
 * A verifier with its own caches and limits. It has no global state and no open session between calls. Disposing it aborts
 * running calls.
 * @throws RangeError naming every mistake in the configuration.
 */
export function createVerifier(config: VerifierConfig = {}): Verifier {
  const settings = resolveConfig(config);
  const isAllowed = createAddressPolicy(settings);
  const resolver = createResolver(settings);
  const connections = new Set<SmtpConnection>();
  const runs = new Set<Run>();
  const engine: Engine = {
    settings,
    directory: new MailHostDirectory({
      resolver,
      isAllowed,
      dnsTtlMs: settings.dnsTtlMs,
    }),
    book: new CatchAllBook(settings.catchAllTtlMs),
    memory: new HostMemory(),
    turnstile: new Turnstile(settings.budget, new Gate(settings.maxSessions)),
    hosts: new GateKeeper(settings.maxSessionsPerHost),
    opened: (connection) => {
      connections.add(connection);
      connection.onceClosed(() => connections.delete(connection));
    },
  };
  let closed = false;

  async function* verifyMany(addresses: Iterable<string>, options: VerifyOptions = {}) {
    if (closed) throw new Error("the verifier is closed");
    const { signal } = options;
    signal?.throwIfAborted();
    const run = new Run(engine, limitsOf(options));
    const abort = (): void => run.fail(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    runs.add(run);
    try {
      run.start(addresses);
      yield* run.outlet.values();
    } finally {
      signal?.removeEventListener("abort", abort);
      runs.delete(run);
      // After the last answer, a session may still wait for the answer to QUIT.
      if (!run.complete) run.stop();
    }
  }

  return {
    verifyMany,
    async verify(address, options) {
      let answer: Verification | undefined;
      for await (const verification of verifyMany([address], options)) answer = verification;
      if (answer === undefined) throw new Error("a call with one address gave no answer");
      return answer;
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      for (const run of runs) run.fail(new Error("the verifier was closed"));
      resolver.cancel();
      const gone = [...connections].map(
        (connection) => new Promise<void>((resolve) => connection.onceClosed(resolve)),
      );
      for (const connection of connections) connection.destroy();
      await Promise.all(gone);
    },
  };
}

function limitsOf({ timeoutMs, deadlineMs, recheck, feedback }: VerifyOptions): RunLimits {
  return {
    timeoutMs: timeoutMs ?? 60_000,
    deadlineMs: deadlineMs ?? Number.POSITIVE_INFINITY,
    attempt: recheck?.attempt ?? 0,
    feedback: feedback ?? new Map(),
  };
}
