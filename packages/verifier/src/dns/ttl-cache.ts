/** A value and how long it may be used. */
export interface Timed<Value> {
  readonly value: Value;
  readonly ttlMs: number;
}

/**
 * Caches each answer for its own time, and shares one look-up between concurrent callers. Keeps at most `entriesMax`
 * answers; the oldest are removed first.
 */
export class TtlCache<Value> {
  readonly #entries = new Map<string, { readonly value: Promise<Value>; expiresAt: number }>();
  readonly #entriesMax: number;

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  get(key: string, load: () => Promise<Timed<Value>>): Promise<Value> {
    const known = this.#entries.get(key);
    if (known !== undefined && known.expiresAt > performance.now()) return known.value;
    const entry = { value: this.#load(key, load), expiresAt: Number.POSITIVE_INFINITY };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > this.#entriesMax) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    return entry.value;
  }

  async #load(key: string, load: () => Promise<Timed<Value>>): Promise<Value> {
    try {
      const { value, ttlMs } = await load();
      const entry = this.#entries.get(key);
      if (entry !== undefined) entry.expiresAt = performance.now() + ttlMs;
      return value;
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    }
  }
}
