const LENGTH_MAX = 500;
const EMAIL_MAX = 254;
/** Control characters, and those that change the direction of the text around them. */
const unprintable = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A string or number of an answer as one line of at most 500 characters; undefined when it becomes empty. */
export function cleanText(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const line = String(value).toWellFormed().replaceAll(/\s+/g, " ").replaceAll(unprintable, "").trim();
  // Twice the number of UTF-16 units, which hold that many characters in every case.
  const text = Array.from(line.slice(0, LENGTH_MAX * 2))
    .slice(0, LENGTH_MAX)
    .join("")
    .trimEnd();
  return text === "" ? undefined : text;
}

/** An address with its domain in lower case, or undefined when it is not one. The verifier checks whether it accepts mail. */
export function cleanEmail(value: unknown): string | undefined {
  const text = typeof value === "string" ? cleanText(value) : undefined;
  if (text === undefined || text.length > EMAIL_MAX) return undefined;
  const [local = "", domain = "", ...more] = text.split("@");
  const isAddress =
    more.length === 0 && /^[^\s"(),:;<>[\\\]]{1,64}$/.test(local) && /^[^\s"(),:;<>[\\\]/]+$/.test(domain);
  if (!isAddress || !domain.includes(".") || domain.split(".").includes("")) return undefined;
  return `${local}@${domain.toLowerCase()}`;
}

/** The host name in a service's domain or website: `https://www.acme.com/about` → acme.com. */
export function cleanDomain(value: unknown): string | undefined {
  const text = cleanText(value)?.toLowerCase();
  const host = text
    ?.replace(/^https?:\/\//, "")
    .replace(/^www\./, "")
    .split(/[/?#:]/)[0];
  return host !== undefined && /^[^\s@]+\.[^\s@.]+$/.test(host) ? host : undefined;
}

/** A LinkedIn page as an https URL; undefined for anything else, so that `javascript:` never becomes a link. */
export function cleanLinkedinUrl(value: unknown): string | undefined {
  const text = cleanText(value);
  if (text === undefined) return undefined;
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || !/(?:^|\.)linkedin\.com$/.test(url.hostname)) return undefined;
  return `https://${url.hostname}${url.pathname}`;
}
