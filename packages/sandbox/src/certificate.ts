import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

const ECDSA_WITH_SHA256 = "06082a8648ce3d040302";
const COMMON_NAME = "0603550403";
const SUBJECT_ALT_NAME = "0603551d11";
const BASIC_CONSTRAINTS = "0603551d13";

/** A new self-signed certificate (RFC 5280) for DNS names and IPv4 addresses: Node can check them but not create them. */
export function createCertificate(...names: readonly string[]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(hex(ECDSA_WITH_SHA256));
  const name = sequence(element(0x31, sequence(hex(COMMON_NAME), element(0x0c, Buffer.from("Winnow test")))));
  const altNames = names.map((text) =>
    /^[\d.]+$/.test(text)
      ? element(0x87, Buffer.from(text.split(".").map(Number)))
      : element(0x82, Buffer.from(text)),
  );
  const signed = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time("20200101000000Z"), time("21200101000000Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    element(
      0xa3,
      sequence(
        sequence(hex(BASIC_CONSTRAINTS), element(0x04, sequence(element(0x01, Buffer.from([0xff]))))),
        sequence(hex(SUBJECT_ALT_NAME), element(0x04, sequence(...altNames))),
      ),
    ),
  );
  const signature = sign("sha256", signed, privateKey);
  const der = sequence(signed, algorithm, element(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }),
  };
}

function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}

function time(text: string): Buffer {
  return element(0x18, Buffer.from(text));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

/** Tag, length, value (X.690, DER). */
function element(tag: number, value: Buffer): Buffer {
  const length =
    value.length < 0x80
      ? [value.length]
      : value.length < 0x100
        ? [0x81, value.length]
        : [0x82, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}
