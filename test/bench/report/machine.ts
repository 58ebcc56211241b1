import { readFile } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";

/** The machine of the measurement, printed with the figures, which depend on it. */
export function describeMachine(): string {
  const memoryGib = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} × ${cpus()[0]?.model ?? "unknown CPU"}, ${memoryGib} GiB, Node ${process.versions.node}`;
}

/** Peak resident memory of a process in MB (Linux: VmHWM of /proc); undefined where the system does not say. */
export async function peakMemoryMb(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}
