import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { startJourneySystem } from "./standalone.ts";

const ROOT = join(import.meta.dirname, "../..");
const MARK = "----- the line was run -----";

/** The lines of every `sh` block of a page, in order. Lines that a backslash continues are one. */
async function linesOf(page: string): Promise<string[]> {
  const markdown = await readFile(join(ROOT, page), "utf8");
  const blocks = [...markdown.matchAll(/^```sh\n(?<lines>.*?)^```/gms)].map(
    ({ groups }) => groups?.["lines"] ?? "",
  );
  return blocks
    .join("")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter(Boolean);
}

/** Pastes lines into an empty shell: no variable but PATH, no file. @returns what each of them printed. */
async function paste(lines: readonly string[]): Promise<string[]> {
  const home = await mkdtemp(join(tmpdir(), "winnow-first-steps-"));
  try {
    const shell = spawn("bash", ["--noprofile", "--norc"], {
      cwd: home,
      env: { PATH: process.env["PATH"] ?? "", HOME: home },
    });
    shell.stdin.end(lines.map((line) => `${line}\necho; echo '${MARK}'\n`).join(""));
    const [printed, complaints] = await Promise.all([text(shell.stdout), text(shell.stderr)]);
    expect(complaints).toBe("");
    return printed.split(`${MARK}\n`).slice(0, -1);
  } finally {
    await rm(home, { recursive: true });
  }
}

test.each(["README.md", "docs/getting-started.md"])(
  "the first steps of %s work when they are pasted line by line into an empty shell",
  async (page) => {
    await using system = await startJourneySystem();
    const lines = await linesOf(page);
    const printed = await paste(
      lines.map((line) => line.replaceAll("http://127.0.0.1:3000", system.standalone.url)),
    );
    const answers = printed.map((output) => output.trim()).filter(Boolean);
    expect(answers).toHaveLength(2);
    expect(JSON.parse(answers[0] ?? "")).toMatchObject({
      email: { status: "valid" },
      charge: { credits: 1 },
    });
    const [header, ...rows] = (answers[1] ?? "").split(/\r?\n/);
    expect(header).toMatch(/^name,email,winnow_status,/);
    expect(rows[0]).toMatch(/^Ada,.*,valid,/);
    expect(rows[1]).toMatch(/^Nobody,.*,invalid,/);
  },
);
