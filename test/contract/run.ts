import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** How a program ended, and what it printed on either stream, in the order in which it came. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the program. */
  readonly signal?: AbortSignal;
}

/** Runs a program to its end, with any exit code. @throws the system's error, such as ENOENT. */
export async function attempt(
  program: string,
  args: readonly string[],
  { cwd, env = {}, signal }: RunOptions,
): Promise<Run> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal !== undefined && { signal }),
  });
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => lines.push(`${line}\n`));
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output: lines.join("") };
}

/** Runs a program that must succeed. @throws Error with its output. */
export async function run(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, output } = await attempt(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${output}`);
  return output;
}
