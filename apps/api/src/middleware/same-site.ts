import type { Request } from "express";
import { ApiError } from "#problem/api-error.ts";

/**
 * Refuses requests that a page of another site made a browser send (CSRF). Browsers state the origin of a request, and scripts
 * cannot forge it: in Fetch Metadata (W3C), or in older browsers in the Origin header (RFC 6454).
 * @param publicUrl this server's URL for people, when it differs from the Host header.
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
