import { validateHeaderName, validateHeaderValue } from "node:http";

/** They frame the message or name its target: a customer could use them to smuggle a request or to reach another host. */
const framing = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "expect",
  "host",
  "http2-settings",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

export type HeaderCheck =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: "forbidden_header";
      readonly name: string;
      readonly message: string;
    };

/** Decides whether a sender may send these headers: well-formed (RFC 9110), and none that frames the message. */
export function checkFraming(headers: Readonly<Record<string, string>>): HeaderCheck {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      return refuse(
        name,
        `The header ${JSON.stringify(name)} has a name or a value that HTTP does not allow.`,
      );
    }
    if (framing.has(name.toLowerCase())) {
      return refuse(name, `The header ${name} belongs to the connection and cannot be set.`);
    }
  }
  return { ok: true };
}

/** Decides whether an endpoint may be registered with these custom headers: as sent, and none that Winnow sets itself. */
export function checkHeaders(headers: Readonly<Record<string, string>>): HeaderCheck {
  const owned = Object.keys(headers).find((name) => /^(?:webhook-|winnow-)/i.test(name));
  if (owned !== undefined) return refuse(owned, `The header ${owned} is set by Winnow itself.`);
  return checkFraming(headers);
}

function refuse(name: string, message: string): HeaderCheck {
  return { ok: false, code: "forbidden_header", name, message };
}
