import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import pLimit from "p-limit";

/** OWASP Password Storage Cheat Sheet: N = 2^14 with r·p = 16 or more. 32 MB and some 50 ms a hash. */
const COST = { N: 16_384, r: 16, p: 1, maxmem: 128 * 16_384 * 16 * 2 };
const KEY_BYTES = 64;
const SALT_BYTES = 16;

/**
 * scrypt runs in the four threads of libuv that compression, files and look-ups of names share: half of them are left to
 * those, and 64 MB are the most that hashing takes.
 */
const hashing = pLimit(2);
/** Some 1.5 s of work: a caller that would wait for longer is told to come back. */
const WAITING_MAX = 64;

/** Too many passwords are being hashed. Nothing was changed; the same call may succeed in a second. */
export class HashingBusyError extends Error {
  override readonly name = "HashingBusyError";
  constructor() {
    super("too many passwords are being hashed");
  }
}

/**
 * Hashes a password with scrypt (RFC 7914): `<salt>:<key>` in hexadecimal, N=16384 r=16 p=1, 64 bytes, over the NFKC form
 * of the password; the salt is fed in as its 32 hexadecimal characters. This is better-auth's own format, so that it can
 * take these accounts over as they are.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES).toString("hex");
  return `${salt}:${(await derive(password, salt)).toString("hex")}`;
}

/** Whether `stored` is the hash of `password`; takes the same time either way. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [salt = "", key = ""] = stored.split(":");
  const expected = Buffer.from(key, "hex");
  const actual = await derive(password, salt);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** Off the event loop. @throws HashingBusyError */
async function derive(password: string, salt: string): Promise<Buffer> {
  if (hashing.pendingCount >= WAITING_MAX) throw new HashingBusyError();
  return hashing(() => runScrypt(password, salt));
}

function runScrypt(password: string, salt: string): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(password.normalize("NFKC"), salt, KEY_BYTES, COST, (error, key) => {
    if (error) reject(error);
    else resolve(key);
  });
  return promise;
}
