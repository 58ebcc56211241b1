/** Says whether events may be posted to this URL: syntax, scheme, port and every resolved address. */
export interface CallbackPolicy {
  check(
    url: string,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string }>;
}
