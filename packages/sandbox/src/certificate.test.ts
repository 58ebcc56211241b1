import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { createCertificate } from "#certificate.ts";

test("a certificate that Node accepts: self-signed, for these names, with a long validity", () => {
  const { cert, key } = createCertificate("mx.starttls.test", "127.0.0.1");
  const certificate = new X509Certificate(cert);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkHost("mx.starttls.test")).toBe("mx.starttls.test");
  expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(certificate.checkHost("mx.deliverable.test")).toBeUndefined();
  expect(certificate.validToDate.getUTCFullYear()).toBe(2120);
  expect(key).toContain("BEGIN PRIVATE KEY");
  expect(createCertificate("a.test").key).not.toBe(key);
});
