import { hkdfSync, randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const FILE_NAME = "secrets.json";

const StoredSecrets = z.object({
  version: z.literal(1),
  secret: z.string().min(32),
  operatorToken: z.string().min(16),
});
type StoredSecrets = z.infer<typeof StoredSecrets>;

export interface Secrets {
  /** The master secret, from which every key is derived with `deriveKey`. */
  readonly secret: string;
  /** Bearer token of `/ops` and `/metrics`. */
  readonly operatorToken: string;
  /** True when this call generated what `secrets.json` holds: the moment to show the operator token. */
  readonly createdNow: boolean;
}

export interface SecretsOptions {
  /** WINNOW_DATA_DIR. */
  readonly directory: string;
  /** WINNOW_SECRET; wins over the stored one. */
  readonly secret?: string | undefined;
  /** WINNOW_OPERATOR_TOKEN; wins over the stored one. */
  readonly operatorToken?: string | undefined;
}

/**
 * The secrets of this installation: those given, else those in `<directory>/secrets.json`, which is generated once
 * (mode 0600). Processes that start at the same time agree, because only one of them can create the file.
 * @throws Error when the stored file cannot be read as secrets; it is never overwritten.
 */
export async function loadSecrets(options: SecretsOptions): Promise<Secrets> {
  const { directory, secret, operatorToken } = options;
  if (secret !== undefined && operatorToken !== undefined)
    return { secret, operatorToken, createdNow: false };
  const path = join(directory, FILE_NAME);
  await mkdir(directory, { recursive: true });
  const createdNow = (await read(path)) === undefined && (await create(path, directory));
  const stored = await read(path);
  if (stored === undefined) throw new Error(`${path} disappeared while it was being read.`);
  return {
    secret: secret ?? stored.secret,
    operatorToken: operatorToken ?? stored.operatorToken,
    createdNow: createdNow && operatorToken === undefined,
  };
}

/**
 * A 32-byte key for one purpose (HKDF-SHA-256, RFC 5869): keys of different purposes tell nothing about each other.
 * @param purpose names the use and its version, e.g. `api-key-pepper/1`.
 */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "winnow", purpose, 32));
}

async function read(path: string): Promise<StoredSecrets | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const parsed = StoredSecrets.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new Error(
      `${path} does not hold Winnow's secrets. Restore it from a backup: without it stored keys and callback secrets ` +
        "cannot be used. Delete it only to start with an empty database.",
    );
  }
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
  return parsed.data;
}

/**
 * Written aside, then linked into place: `link` fails when the name is taken, so no process reads half a file or overwrites
 * another one.
 */
async function create(path: string, directory: string): Promise<boolean> {
  const stored: StoredSecrets = {
    version: 1,
    secret: randomBytes(32).toString("base64url"),
    operatorToken: `wn_ops_${randomBytes(24).toString("base64url")}`,
  };
  const aside = join(directory, `.${FILE_NAME}.${randomBytes(6).toString("hex")}`);
  const file = await open(aside, "wx", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(stored, undefined, 2)}\n`);
    await file.sync();
    await link(aside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await file.close();
    await rm(aside, { force: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
