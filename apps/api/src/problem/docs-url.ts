const PATH = "/docs/errors";

/**
 * The page that `type` and `docs_url` of problems lead to, without the anchor of a code: absolute where the operator set
 * PUBLIC_URL, else relative to this server, as RFC 9457 allows. The Host header is the caller's word and is not used.
 */
export function errorDocsUrl(publicUrl: string | undefined): string {
  return publicUrl === undefined ? PATH : new URL(PATH, publicUrl).href;
}
