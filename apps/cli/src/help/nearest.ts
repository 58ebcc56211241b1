/** What is further away was not meant. */
const DISTANCE_MAX = 2;

/** The name that a mistyped one was probably meant to be. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const near = names
    .map((name) => ({ name, distance: distanceOf(word, name) }))
    .filter(({ name, distance }) => distance <= DISTANCE_MAX && distance < name.length)
    .toSorted((one, other) => one.distance - other.distance);
  return near[0]?.name;
}

/** Levenshtein's: how many letters were added, left out or exchanged. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, against] of [...other].entries()) {
      const exchanged = row[column]! + (letter === against ? 0 : 1);
      next.push(Math.min(exchanged, row[column + 1]! + 1, next[column]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
