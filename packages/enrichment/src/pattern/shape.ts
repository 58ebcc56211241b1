import { spellings } from "#pattern/spelling.ts";

interface Name {
  readonly first: string;
  readonly last: string;
}

/** How local parts are made from names, both in ASCII and lower case. */
const shapes = {
  "first.last": ({ first, last }: Name) => `${first}.${last}`,
  flast: ({ first, last }: Name) => `${first[0]}${last}`,
  first: ({ first }: Name) => first,
  firstlast: ({ first, last }: Name) => `${first}${last}`,
  "f.last": ({ first, last }: Name) => `${first[0]}.${last}`,
  last: ({ last }: Name) => last,
  firstl: ({ first, last }: Name) => `${first}${last[0]}`,
  "first.l": ({ first, last }: Name) => `${first}.${last[0]}`,
  first_last: ({ first, last }: Name) => `${first}_${last}`,
  "first-last": ({ first, last }: Name) => `${first}-${last}`,
  "last.first": ({ first, last }: Name) => `${last}.${first}`,
  lastfirst: ({ first, last }: Name) => `${last}${first}`,
  lastf: ({ first, last }: Name) => `${last}${first[0]}`,
  "last.f": ({ first, last }: Name) => `${last}.${first[0]}`,
  last_first: ({ first, last }: Name) => `${last}_${first}`,
  f_last: ({ first, last }: Name) => `${first[0]}_${last}`,
} as const;

export type Shape = keyof typeof shapes;
export const SHAPES = Object.keys(shapes) as Shape[];
/** The shapes to try without known addresses, most frequent first. */
export const GENERAL_SHAPES = SHAPES.slice(0, 6);

/** The local part of this shape. @param name of one spelling, at least a letter each. */
export function renderShape(shape: Shape, name: Name): string {
  return shapes[shape](name);
}

/** The shapes of a known address of a named person: none, one, or several when the name is ambiguous. */
export function shapesOf(address: string, name: Name): Shape[] {
  const local = address.slice(0, address.lastIndexOf("@")).toLowerCase();
  const spelled = spellings(name.first).flatMap((first) =>
    spellings(name.last).map((last) => ({ first, last })),
  );
  return SHAPES.filter((shape) => spelled.some((one) => renderShape(shape, one) === local));
}
