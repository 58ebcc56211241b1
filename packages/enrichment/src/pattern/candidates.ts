import { GENERAL_SHAPES, renderShape, type Shape } from "#pattern/shape.ts";
import { spellings } from "#pattern/spelling.ts";

const CANDIDATES_MAX = 6;
/** A shape of this many known addresses, and of this share of them, is the domain's. */
const CLEAR_COUNT = 3;
const CLEAR_SHARE = 0.8;
/** How many general shapes are tried in addition to a clear one. */
const BESIDE_CLEAR = 2;

/** How many known addresses of a domain follow a shape. */
export interface KnownShape {
  readonly shape: Shape;
  readonly count: number;
}

/**
 * The likeliest local parts of a person's mail address: the shapes of known addresses of the domain, by their number, then those
 * that are frequent in general, each in the usual spellings. At most six, and fewer when the domain's shape is clear, so that
 * the probes of a host do not look like an attack.
 */
export function candidateLocals(
  name: { readonly first: string; readonly last: string },
  known: readonly KnownShape[] = [],
): string[] {
  const learned = known.toSorted((a, b) => b.count - a.count);
  const [top] = learned;
  const total = learned.reduce((sum, { count }) => sum + count, 0);
  const clear = top !== undefined && top.count >= CLEAR_COUNT && top.count >= total * CLEAR_SHARE;
  const own = (clear ? [top] : learned).map(({ shape }) => shape);
  const general = GENERAL_SHAPES.filter((shape) => !own.includes(shape));
  // A learned shape is tried in every spelling before general ones; without one, each shape is tried in its likeliest spelling first.
  const locals = [
    ...own.flatMap((shape) => localsOf(shape, name)),
    ...inTurns(general.slice(0, clear ? BESIDE_CLEAR : general.length).map((shape) => localsOf(shape, name))),
  ];
  return [...new Set(locals)].slice(0, CANDIDATES_MAX);
}

function localsOf(shape: Shape, name: { readonly first: string; readonly last: string }): string[] {
  return spellings(name.first).flatMap((first) =>
    spellings(name.last).map((last) => renderShape(shape, { first, last })),
  );
}

/** The first of each list, then the second of each… */
function inTurns(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list[turn] ?? [])).flat();
}
