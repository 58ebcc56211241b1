import type { Target } from "#dns/mail-hosts.ts";
import type { HostMemory } from "#engine/host-memory.ts";
import type { SmtpConnection } from "#smtp/connection.ts";
import { openSession, type Session, type SessionOptions } from "#smtp/session.ts";
import type { Evidence } from "#evidence/evidence.ts";

export interface ReachContext {
  readonly session: SessionOptions;
  readonly memory: HostMemory;
  readonly opened: (connection: SmtpConnection) => void;
  readonly signal: AbortSignal;
}

/**
 * A session with the first host that replies: in order of preference, each once with TLS and once more without it if TLS
 * does not work.
 * @param avoided names of hosts that do not serve the domain.
 * @returns also the observations of failed attempts.
 */
export async function connectToMailHost(
  targets: readonly Target[],
  { memory, session: options, opened, signal }: ReachContext,
  avoided: ReadonlySet<string>,
  deadlineAt: number,
): Promise<{ readonly session?: Session; readonly seen: readonly Evidence[] }> {
  const seen: Evidence[] = [];
  let late = false;
  for (const target of memory.inOrder(targets)) {
    if (avoided.has(target.host)) continue;
    const failure = memory.tlsFailure(target);
    // A host that insists on TLS refuses because of the earlier TLS failure.
    if (failure !== undefined) seen.push(failure);
    for (const tls of failure === undefined ? [true, false] : [false]) {
      if (signal.aborted || late) return { seen };
      const outcome = await openSession(target, options, deadlineAt, { tls, opened });
      if (outcome.ok) {
        memory.reached(target);
        return { session: outcome.session, seen };
      }
      seen.push(outcome.evidence);
      // The next host would be reached through the same proxy.
      if (isProxyFailure(outcome.evidence)) return { seen };
      late = performance.now() >= deadlineAt;
      if (outcome.tlsFailed) memory.tlsFailed(target, outcome.evidence);
      else {
        memory.failed(target);
        break;
      }
    }
  }
  return { seen };
}

function isProxyFailure(seen: Evidence): boolean {
  return "failure" in seen && seen.failure === "proxy";
}
