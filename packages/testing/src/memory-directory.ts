import { statfs } from "node:fs/promises";
import { tmpdir } from "node:os";

const SHARED_MEMORY = "/dev/shm";
/** What statfs(2) calls a file system in memory. */
const TMPFS_MAGIC = 0x0102_1994;
/** A run takes some 200 MB of it. */
const WANTED_BYTES = 2 * 2 ** 30;

/**
 * Where the data of test databases go: into memory where there is enough of it, else into the system's temporary directory.
 * A database is 600 files. Creating and removing them for each test may cost a disk's file system more than the tests
 * themselves: ext4 without a journal passes over the inodes of removed files one by one.
 */
export async function memoryDirectory(): Promise<string> {
  try {
    const { type, bavail, bsize } = await statfs(SHARED_MEMORY);
    const free = Math.min(bavail * bsize, process.availableMemory());
    return type === TMPFS_MAGIC && free >= WANTED_BYTES ? SHARED_MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}
