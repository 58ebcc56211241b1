/** Values that are produced on one side and iterated on the other. */
export class Outlet<Value> {
  #ready: Value[] = [];
  #end: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;

  push(value: Value): void {
    this.#ready.push(value);
    this.#wake?.();
  }

  /** No more values; those that are ready are still delivered. */
  close(): void {
    this.#end ??= {};
    this.#wake?.();
  }

  /** No more values, and those that are ready are dropped. */
  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake?.();
  }

  async *values(): AsyncGenerator<Value, void, undefined> {
    for (;;) {
      if (this.#end !== undefined && "error" in this.#end) throw this.#end.error;
      const ready = this.#ready;
      if (ready.length > 0) {
        this.#ready = [];
        yield* ready;
      } else if (this.#end !== undefined) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
