import { isIPv6 } from "node:net";
import type { Request } from "express";

/**
 * The address that limits count by. IPv6 callers are counted by their /64, the smallest network that providers assign,
 * because one customer has 2^64 addresses in it.
 */
export function callerAddress(request: Request): string {
  const address = (request.ip ?? "unknown").replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
