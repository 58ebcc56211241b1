/** The body of an answer, or in words why it cannot be used. */
export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string };

const BYTES_MAX = 256 * 1024;

/** Reads a body as JSON, up to 256 kB. @throws the connection's error when it breaks */
export async function readJson(response: Response): Promise<JsonBody> {
  const type = response.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined && !/^[\w.-]+\/(?:[\w.-]+\+)?json$/.test(type)) {
    await response.body?.cancel();
    return { ok: false, problem: "the answer is not JSON" };
  }
  const text = await readText(response.body);
  if (text === undefined) return { ok: false, problem: "the answer has more than 256 kB" };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return {
      ok: false,
      problem: text.trim() === "" ? "the answer is empty" : "the answer is malformed JSON",
    };
  }
}

/** The text of a stream as UTF-8; undefined beyond 256 kB. Leaving the loop closes the connection. */
async function readText(body: Response["body"]): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > BYTES_MAX) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
