import { bareHost } from "#host.ts";
import { DEFAULT_PORTS, isAllowedHost, type AddressPolicy } from "#policy.ts";

export type UrlRefusalCode =
  | "invalid_url"
  | "forbidden_scheme"
  | "forbidden_port"
  | "forbidden_address"
  | "unresolvable"
  | "credentials_in_url";

/** Why a URL is refused; the message is for the customer who gave it. */
export interface UrlRefusal<Code extends UrlRefusalCode = UrlRefusalCode> {
  readonly ok: false;
  readonly code: Code;
  readonly message: string;
}

type ScreenRefusal = UrlRefusal<Exclude<UrlRefusalCode, "unresolvable">>;

/** A URL with valid syntax, scheme and port; its addresses are not checked yet. */
export interface Target {
  readonly ok: true;
  readonly url: URL;
  /** Canonical, without brackets and final dot. */
  readonly host: string;
  readonly port: number;
  /** The operator's list names it, so it may have any address. */
  readonly isAllowed: boolean;
}

/** The longest URL that is accepted, in characters. */
const MAX_URL_LENGTH = 2_048;

/** The part of `checkUrl` that needs neither network nor addresses: syntax, credentials, scheme and port. */
export function screenUrl(text: string, policy: AddressPolicy): Target | ScreenRefusal {
  if (text.length > MAX_URL_LENGTH)
    return refuse("invalid_url", `The URL is longer than ${MAX_URL_LENGTH} characters.`);
  // The URL parser drops line breaks and tabs silently: the stored URL would differ from the given one.
  // oxlint-disable-next-line no-control-regex -- the expression searches for control characters
  if (/[\s\u0000-\u001f\u007f]/.test(text))
    return refuse("invalid_url", "The URL contains white space or control characters.");
  const url = URL.parse(text);
  if (url === null)
    return refuse("invalid_url", "This is not an absolute URL, like https://example.com/hooks.");
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return refuse("forbidden_scheme", `Callbacks go over https:, not ${url.protocol}`);
  if (url.username !== "" || url.password !== "")
    return refuse(
      "credentials_in_url",
      "The URL contains a user name or password; send it as a header instead.",
    );
  url.hash = "";
  const host = bareHost(url);
  const port = Number(url.port === "" ? (url.protocol === "https:" ? 443 : 80) : url.port);
  if (isAllowedHost(policy, host, port)) return { ok: true, url, host, port, isAllowed: true };
  if (url.protocol === "http:" && !policy.allowHttp)
    return refuse("forbidden_scheme", "Callbacks go over https:, not http:");
  const ports = policy.allowedPorts ?? DEFAULT_PORTS;
  if (!ports.includes(port))
    return refuse("forbidden_port", `Port ${port} is not allowed; allowed are ${ports.join(", ")}.`);
  return { ok: true, url, host, port, isAllowed: false };
}

function refuse(code: ScreenRefusal["code"], message: string): ScreenRefusal {
  return { ok: false, code, message };
}
