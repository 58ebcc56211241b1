import type { RequestHandler } from "express";
import helmet from "helmet";

/**
 * Security headers for an API whose only pages are the operators' board and the reference. No CORS headers are sent, because
 * keys do not belong in the pages of other sites. The policy also stops the board from loading remote fonts.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'self'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // TLS ends at a proxy before this server; the proxy knows whether the whole host uses https.
    strictTransportSecurity: false,
  });
}
