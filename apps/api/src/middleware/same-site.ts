import type { Request } from "express";
import { ApiError } from "#problem/api-error.ts";

/**
 * Refuses what a page of another site made a browser send, cookies and all (CSRF). Browsers say where a request comes from
 * and no script can hide it: Fetch Metadata (W3C), or for older ones the Origin header (RFC 6454).
 * @param publicUrl where people reach this server, when that is not what the Host header says.
 * @throws ApiError cross_site_request
 */
export function refuseCrossSite(request: Request, publicUrl: string | undefined): void {
  const site = request.get("sec-fetch-site");
  if (site !== undefined) {
    if (site === "same-origin" || site === "none") return;
    throw new ApiError("cross_site_request");
  }
  const origin = request.get("origin");
  if (origin === undefined) return;
  const own = [`${request.protocol}://${request.get("host")}`];
  if (publicUrl !== undefined) own.push(new URL(publicUrl).origin);
  if (!own.includes(origin)) throw new ApiError("cross_site_request");
}
