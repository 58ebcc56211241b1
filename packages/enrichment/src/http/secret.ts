/** Finds a secret in a service's answer. */
export interface SecretGuard {
  /** Whether the text contains the whole secret. */
  holds(text: string): boolean;
  /** Whether the text contains a part of it that is long enough to reveal it. */
  hints(text: string): boolean;
}

const PART = 8;

/** Searches for the secret and for its spellings in URLs and in base64, in any case. */
export function guardSecret(secret: string | undefined): SecretGuard {
  if (secret === undefined || secret === "") return { holds: () => false, hints: () => false };
  const spellings = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64"),
    Buffer.from(secret).toString("base64url"),
  ].map((spelling) => spelling.toLowerCase());
  const parts = [...new Set(spellings.flatMap(partsOf))];
  const isIn = (text: string, wanted: readonly string[]) => {
    const lower = text.toLowerCase();
    return wanted.some((part) => lower.includes(part));
  };
  return { holds: (text) => isIn(text, spellings), hints: (text) => isIn(text, parts) };
}

function partsOf(text: string): string[] {
  if (text.length <= PART) return [text];
  return Array.from({ length: text.length - PART + 1 }, (_, at) => text.slice(at, at + PART));
}
