import type { Target } from "#dns/mail-hosts.ts";
import type { Evidence } from "#evidence/evidence.ts";

interface Memory {
  /** Offers TLS that does not work. */
  tlsFailure?: { readonly seen: Evidence; readonly until: number };
  /** Accepts no more recipients than this in a session. */
  recipientsMax?: { readonly count: number; readonly until: number };
  /** Could not be reached: tried last. */
  failedUntil?: number;
}

const HOSTS_MAX = 10_000;
const TLS_MS = 600_000;
const RECIPIENTS_MS = 600_000;
const FAILED_MS = 30_000;

/** Facts about mail hosts, by address, cached for a while, so that each is discovered only once. */
export class HostMemory {
  readonly #hosts = new Map<string, Memory>();

  /** How TLS failed with it, if it did. */
  tlsFailure(target: Target): Evidence | undefined {
    const seen = this.#of(target.address).tlsFailure?.seen;
    return seen && { ...seen, ...target };
  }

  tlsFailed({ address }: Target, seen: Evidence): void {
    this.#change(address, { tlsFailure: { seen, until: performance.now() + TLS_MS } });
  }

  recipientsMax({ address }: Target): number {
    return this.#of(address).recipientsMax?.count ?? Number.POSITIVE_INFINITY;
  }

  limitRecipients({ address }: Target, count: number): void {
    this.#change(address, { recipientsMax: { count, until: performance.now() + RECIPIENTS_MS } });
  }

  failed({ address }: Target): void {
    this.#change(address, { failedUntil: performance.now() + FAILED_MS });
  }

  reached({ address }: Target): void {
    const known = this.#hosts.get(address);
    if (known?.failedUntil !== undefined) delete known.failedUntil;
  }

  /** Hosts that failed recently come last. They are still tried, because they may have recovered. */
  inOrder(targets: readonly Target[]): readonly Target[] {
    if (this.#hosts.size === 0) return targets;
    const failed = (target: Target): boolean => this.#of(target.address).failedUntil !== undefined;
    return [...targets.filter((target) => !failed(target)), ...targets.filter(failed)];
  }

  #of(address: string): Memory {
    const known = this.#hosts.get(address);
    if (known === undefined) return {};
    const now = performance.now();
    if ((known.tlsFailure?.until ?? 0) < now) delete known.tlsFailure;
    if ((known.recipientsMax?.until ?? 0) < now) delete known.recipientsMax;
    if ((known.failedUntil ?? 0) < now) delete known.failedUntil;
    return known;
  }

  #change(address: string, change: Memory): void {
    const known = this.#hosts.get(address);
    if (known !== undefined) Object.assign(known, change);
    else this.#hosts.set(address, change);
    if (this.#hosts.size <= HOSTS_MAX) return;
    const oldest = this.#hosts.keys().next();
    if (!oldest.done) this.#hosts.delete(oldest.value);
  }
}
