/** RFC 3463 §2: class "." subject "." detail. */
const LEADING = /^([245]\.\d{1,3}\.\d{1,3})(?:[ \t]+|$)/;
/** qmail and Cisco write the code somewhere in the text: `(#5.1.1)`, `#5.1.0`. */
const HASHED = /#([245]\.\d{1,3}\.\d{1,3})(?!\d)/;

/** Takes an enhanced status code off the start of a line. */
export function splitEnhanced(line: string): { enhanced?: string; rest: string } {
  const match = LEADING.exec(line);
  if (match?.[1] === undefined) return { rest: line };
  return { enhanced: match[1], rest: line.slice(match[0].length) };
}

/** Finds an enhanced status code at the start of a text or, qmail-style, inside it. */
export function findEnhanced(text: string): string | undefined {
  return LEADING.exec(text)?.[1] ?? HASHED.exec(text)?.[1];
}
