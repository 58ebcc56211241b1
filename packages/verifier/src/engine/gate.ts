/** Admits a limited number at a time; the others wait in a queue. */
export class Gate {
  readonly #slots: number;
  #inside = 0;
  readonly #line = new Set<() => void>();

  constructor(slots: number) {
    this.#slots = slots;
  }

  get idle(): boolean {
    return this.#inside === 0 && this.#line.size === 0;
  }

  /** @returns false when `signal` aborted first; otherwise `leave` must be called once. */
  async enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#inside < this.#slots) {
      this.#inside += 1;
      return true;
    }
    return new Promise((resolve) => {
      const admit = (): void => {
        signal.removeEventListener("abort", giveUp);
        resolve(true);
      };
      const giveUp = (): void => {
        this.#line.delete(admit);
        resolve(false);
      };
      this.#line.add(admit);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  leave(): void {
    const [next] = this.#line;
    if (next === undefined) {
      this.#inside -= 1;
      return;
    }
    this.#line.delete(next);
    next();
  }
}

/** One gate per key, removed when it is empty. */
export class GateKeeper {
  readonly #slots: number;
  readonly #gates = new Map<string, Gate>();

  constructor(slots: number) {
    this.#slots = slots;
  }

  async enter(key: string, signal: AbortSignal): Promise<boolean> {
    let gate = this.#gates.get(key);
    if (gate === undefined) this.#gates.set(key, (gate = new Gate(this.#slots)));
    const entered = await gate.enter(signal);
    if (!entered && gate.idle) this.#gates.delete(key);
    return entered;
  }

  leave(key: string): void {
    const gate = this.#gates.get(key);
    gate?.leave();
    if (gate?.idle === true) this.#gates.delete(key);
  }
}
