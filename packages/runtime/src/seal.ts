import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const VERSION = "s1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a secret for storage: AES-256-GCM (NIST SP 800-38D) with a random nonce, as `s1.` + base64url.
 * @param key 32 bytes, from `deriveKey`.
 * @param context where the secret belongs (a row's id); it must be given again to open it, so that a sealed value that
 *   was copied to another row does not open there.
 */
export function sealSecret(key: Buffer, plaintext: string, context = ""): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associatedData(context));
  const body = Buffer.concat([nonce, cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${body.toString("base64url")}`;
}

/**
 * Decrypts what `sealSecret` made.
 * @throws Error when the text is not a sealed value, was altered, or was sealed under another key or context.
 */
export function openSecret(key: Buffer, sealed: string, context = ""): string {
  const [version, body, ...rest] = sealed.split(".");
  if (version !== VERSION || body === undefined || rest.length > 0) {
    throw new Error(`This is not a sealed secret: it should start with "${VERSION}.".`);
  }
  const bytes = Buffer.from(body, "base64url");
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error("This sealed secret was cut short.");
  const tag = bytes.subarray(bytes.length - TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(associatedData(context))
    .setAuthTag(tag);
  try {
    const plaintext = decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES));
    return Buffer.concat([plaintext, decipher.final()]).toString("utf8");
  } catch {
    throw new Error(
      "A sealed secret does not open: it was sealed under another WINNOW_SECRET (or for another place), or altered. " +
        "Start with the secret that the data was written with.",
    );
  }
}

function associatedData(context: string): Buffer {
  return Buffer.from(`winnow/${VERSION}/${context}`);
}
