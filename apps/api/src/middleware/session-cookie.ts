import type { Request, Response } from "express";

/** The request's cookies, when one of them is a session's. */
export function sessionCookieOf(request: Request): string | undefined {
  const { cookie } = request.headers;
  return cookie?.includes("winnow.session_token=") === true ? cookie : undefined;
}

/** Sends a session's cookies to the browser. */
export function setCookies(response: Response, cookies: readonly string[]): void {
  for (const cookie of cookies) response.append("Set-Cookie", cookie);
}
