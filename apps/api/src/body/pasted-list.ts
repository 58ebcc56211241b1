/** A longer text is read as a file. */
const PASTE_BYTES_MAX = 1024 * 1024;

/** One entry of a list, up to the comma, semicolon or line end after it: `ada@x.test`, `Ada Lovelace <ada@x.test>`. */
const ENTRY =
  /\s*(?:(?:"[^"\r\n]*"\s*|[^\s<>,;"][^<>,;"\r\n]*)?<(?<named>[^\s<>@]+@[^\s<>@]+)>|(?<bare>[^\s<>,;"@]+@[^\s<>,;"@]+))[ \t]*(?:[,;\r\n]\s*|$)/y;

/**
 * A pasted text as a file. A list of addresses as mail programs copy it, with names before the addresses or several in a line,
 * becomes a file with one column, `email`, and a row for each. Every other text is left unchanged.
 */
export async function* readPastedList(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] | undefined = [];
  let heldBytes = 0;
  for await (const chunk of body) {
    if (held === undefined) {
      yield chunk;
      continue;
    }
    held.push(chunk);
    heldBytes += chunk.byteLength;
    if (heldBytes <= PASTE_BYTES_MAX) continue;
    yield* held;
    held = undefined;
  }
  if (held === undefined) return;
  const addresses = addressesOf(Buffer.concat(held));
  if (addresses === undefined) yield* held;
  else yield Buffer.from(["email", ...addresses, ""].join("\n"));
}

/** The addresses of a text that is only a list of them; undefined for any other text, and for one address to a line. */
function addressesOf(bytes: Uint8Array): readonly string[] | undefined {
  const text = textOf(bytes)?.trimEnd();
  if (text === undefined || !/[<,;]/.test(text)) return undefined;
  const addresses: string[] = [];
  ENTRY.lastIndex = 0;
  while (ENTRY.lastIndex < text.length) {
    const groups = ENTRY.exec(text)?.groups;
    if (groups === undefined) return undefined;
    addresses.push(groups["named"] ?? groups["bare"] ?? "");
  }
  return addresses;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
