/**
 * The type of an answer that may be newer than this client. Every enumeration may grow, so a `switch` over one needs a
 * `default`, and a map by the names of an enumeration may have further names. Fields that are added later are passed on
 * without a type.
 */
export type Open<Value> = unknown extends Value
  ? Value
  : Value extends string
    ? string extends Value
      ? Value
      : Value | (string & {})
    : Value extends number | boolean | null | undefined
      ? Value
      : Value extends readonly (infer Element)[]
        ? readonly Open<Element>[]
        : {} extends Value
          ? OpenMap<Value>
          : { readonly [Name in keyof Value]: Open<Value[Name]> };

/** A type without required fields is a map, such as counts by status. */
type OpenMap<Value> = { readonly [Name in keyof Value]: Open<Exclude<Value[Name], undefined>> } & {
  readonly [name: string]: Open<Exclude<Value[keyof Value], undefined>>;
};
