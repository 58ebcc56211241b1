import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ConfigurationError } from "@winnow/runtime";
import { z } from "zod";

/** The public keys of scanners by identifier: ECDSA on P-256, as GitHub publishes its own. */
export type ScannerKeys = ReadonlyMap<string, KeyObject>;

const KeyFile = z.object({
  public_keys: z.array(z.object({ key_identifier: z.string().min(1), key: z.string() })).min(1),
});

/**
 * Reads a file in the form of https://api.github.com/meta/public_keys/secret_scanning, which may hold keys of several hosts.
 * @throws ConfigurationError naming LEAK_SCANNER_KEYS_FILE.
 */
export async function loadScannerKeys(file: string | undefined): Promise<ScannerKeys> {
  if (file === undefined) return new Map();
  try {
    const { public_keys: keys } = KeyFile.parse(JSON.parse(await readFile(file, "utf8")));
    return new Map(keys.map((one) => [one.key_identifier, curveKey(one.key)]));
  } catch (error) {
    throw new ConfigurationError([
      {
        name: "LEAK_SCANNER_KEYS_FILE",
        given: file,
        problem: `cannot be read: ${(error as Error).message}`,
        fix: 'Save the scanner\'s key set in this file: {"public_keys":[{"key_identifier":"…","key":"-----BEGIN PUBLIC KEY-----…"}]}.',
      },
    ]);
  }
}

/** Whether a known scanner signed exactly this body. */
export function isSignedByScanner(
  keys: ScannerKeys,
  signed: { readonly identifier: string; readonly signature: string; readonly body: string },
): boolean {
  const key = keys.get(signed.identifier);
  if (key === undefined) return false;
  return verify("sha256", Buffer.from(signed.body), key, Buffer.from(signed.signature, "base64"));
}

function curveKey(pem: string): KeyObject {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyDetails?.namedCurve === "prime256v1") return key;
  throw new TypeError("a key is not an ECDSA key on P-256");
}
