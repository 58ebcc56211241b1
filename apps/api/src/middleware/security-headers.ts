import type { RequestHandler } from "express";
import helmet from "helmet";

/**
 * Security headers for an API whose only pages are the operators' board and the error reference. No CORS headers are
 * sent anywhere: keys do not belong into other sites' pages. The policy also keeps the board from calling font servers.
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
    // TLS ends in front of this server; the proxy there knows whether the whole host is https.
    strictTransportSecurity: false,
  });
}
