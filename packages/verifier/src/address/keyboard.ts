/** Rows of letters, each shifted by half a key against the one above: QWERTY, QWERTZ and AZERTY. */
const LAYOUTS = [
  ["1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm"],
  ["1234567890-", "qwertzuiop", "asdfghjkl", "yxcvbnm-"],
  ["1234567890-", "azertyuiop", "qsdfghjklm", "wxcvbn"],
] as const;

const NEIGHBOURS = new Set(LAYOUTS.flatMap(pairsOf));

/** Whether two keys are neighbours on one of the keyboards for Latin letters. */
export function isNeighbourKey(one: string, other: string): boolean {
  return NEIGHBOURS.has(one + other) || NEIGHBOURS.has(other + one);
}

function pairsOf(rows: readonly string[]): string[] {
  return rows.flatMap((row, index) => {
    const below = rows[index + 1] ?? "";
    return [...row].flatMap((key, at) =>
      [row[at + 1], below[at - 1], below[at]].flatMap((next) => (next === undefined ? [] : [key + next])),
    );
  });
}
