import type { Request, Response } from "express";

/** The request's cookies, when a session's is among them. */
export function sessionCookieOf(request: Request): string | undefined {
  const { cookie } = request.headers;
  return cookie?.includes("winnow.session_token=") === true ? cookie : undefined;
}

/** Hands cookies of a session to the browser. */
export function setCookies(response: Response, cookies: readonly string[]): void {
  for (const cookie of cookies) response.append("Set-Cookie", cookie);
}
