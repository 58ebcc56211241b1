import type { Query } from "#http/call.ts";

/** @throws TypeError when the text is not an http address. */
export function baseOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new TypeError(`baseUrl must be an http:// or https:// address, not ${JSON.stringify(text)}`);
  }
  return url;
}

/** The URL of a path under the base, whose own path is kept. */
export function urlOf(base: URL, path: string, query: Query = {}): URL {
  const url = new URL(base.pathname.replace(/\/$/, "") + path, base.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  }
  return url;
}
