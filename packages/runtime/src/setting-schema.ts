import { isIP } from "node:net";
import { z } from "zod";

/** A whole number between two bounds, both included. */
export function wholeNumber(minimum: number, maximum: number) {
  return z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum, {
      error: `must be a whole number from ${minimum} to ${maximum}`,
    })
    .transform(Number);
}

/** An amount of credits from 0 to `maximum`, to the thousandth: a whole number of millicredits. */
export function creditAmount(maximum: number) {
  return z
    .string()
    .refine((text) => /^\d{1,7}(?:\.\d{1,3})?$/.test(text) && Number(text) <= maximum, {
      error: `must be credits from 0 to ${maximum}, with three decimals at most`,
    })
    .transform(Number);
}

const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  "1": true,
  yes: true,
  on: true,
  false: false,
  "0": false,
  no: false,
  off: false,
};

export const flag = z
  .string()
  .refine((text) => text.toLowerCase() in booleans, { error: "must be true or false" })
  .transform((text) => booleans[text.toLowerCase()] === true);

/** An absolute URL of one of the protocols (`postgres:`); stays a string. */
export function url(...protocols: readonly string[]) {
  const list = protocols.map((protocol) => `${protocol}//`).join(" or ");
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL that starts with ${list}`,
  });
}

/** A list, comma-separated; blanks around elements and empty elements are dropped. */
export function listOf(isElement: (text: string) => boolean, error: string) {
  return z
    .string()
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .refine((parts) => parts.length > 0 && parts.every(isElement), { error });
}

export const ipAddress = z
  .string()
  .refine((text) => isIP(text) !== 0, { error: "must be an IPv4 or IPv6 address" });

/** An IP address, or a network in CIDR notation: `127.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`. */
export function isNetwork(text: string): boolean {
  const [address = "", prefix, ...more] = text.split("/");
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (bits === -1 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}

/** An IP address with an optional port: `9.9.9.9`, `127.0.0.1:5353`, `[::1]:5353`. */
export function isAddressAndPort(text: string): boolean {
  if (isIP(text) !== 0) return true;
  const match = /^(?:\[(?<six>[^\]]+)\]|(?<four>[^:]+)):(?<port>\d{1,5})$/.exec(text);
  if (match?.groups === undefined) return false;
  const { six, four, port } = match.groups;
  const addressIsRight = six === undefined ? isIP(four ?? "") === 4 : isIP(six) === 6;
  return addressIsRight && Number(port) >= 1 && Number(port) <= 65_535;
}

/** A host name of letters, digits and hyphens (RFC 1123); `dots` demands at least two labels. */
export function isHostName(text: string, dots = false): boolean {
  if (text.length > 253) return false;
  const labels = text.split(".");
  if (dots && labels.length < 2) return false;
  return labels.every((label) => /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/.test(label));
}
