/** A map that drops its oldest entry when it has more than `entriesMax`, because a sandbox may run for days. */
export class BoundedMap<Value> extends Map<string, Value> {
  readonly #entriesMax: number;

  constructor(entriesMax: number) {
    super();
    this.#entriesMax = entriesMax;
  }

  override set(key: string, value: Value): this {
    super.set(key, value);
    if (this.size > this.#entriesMax) {
      const oldest = this.keys().next();
      if (!oldest.done) this.delete(oldest.value);
    }
    return this;
  }
}
