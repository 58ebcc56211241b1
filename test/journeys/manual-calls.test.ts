import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { signup } from "@winnow/client";
import { expect, test } from "vitest";
import { startJourneySystem } from "./standalone.ts";

/** A command of the manual, and the output that it shows for it. */
interface ShownCall {
  readonly command: string;
  readonly output: string;
}

const page = await readFile(join(import.meta.dirname, "../../docs/api.md"), "utf8");
const END = "----- end of a call -----";

/** Every shell block of the section that is followed by a block of output. */
function shownCalls(section: string): ShownCall[] {
  const shown = section.matchAll(/```sh\n(?<command>.*?)```\s+```(?:json|csv)\n(?<output>.*?)```/gs);
  return [...shown].map(({ groups }) => ({ command: groups?.command ?? "", output: groups?.output ?? "" }));
}

/** Values that differ from run to run: ids, instants, cursors, durations. */
function settle(output: string): unknown[] {
  const settled = output
    .replaceAll(/\b(ct|ent|job|req|sup)_[0-9a-hjkmnp-tv-z]{26}\b/g, "$1_…")
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "<instant>")
    .replaceAll(/("next_cursor":\s*)"[^"]+"/g, '$1"<cursor>"')
    .replaceAll(/("ms":\s*)\d+/g, (_, member: string) => `${member}0`);
  try {
    return [JSON.parse(settled)];
  } catch {
    // Lines of JSON, or of CSV.
    return settled
      .split(/\r?\n/)
      .filter(Boolean)
      .map((line) => (line.startsWith("{") ? JSON.parse(line) : line) as unknown);
  }
}

test("every call of the manual answers what the manual shows", async () => {
  const calls = shownCalls(/^## Examples\n(?<section>.*)/ms.exec(page)?.groups?.section ?? "");
  expect(calls.length).toBeGreaterThan(10);
  await using system = await startJourneySystem();
  const { url: baseUrl, secrets } = system.standalone;
  const account = await signup({ baseUrl }, { email: "ada@example.com", password: "correct horse battery" });
  const directory = await mkdtemp(join(tmpdir(), "winnow-manual-"));
  try {
    const script = calls.map(({ command }) => `${command}\necho; echo '${END}'\n`).join("");
    const { stdout } = await promisify(execFile)("bash", ["-c", script], {
      cwd: directory,
      env: {
        ...process.env,
        WINNOW: baseUrl,
        WINNOW_API_KEY: account.keys.find(({ mode }) => mode === "test")?.token,
        WINNOW_OPERATOR_TOKEN: secrets.operatorToken,
      },
    });
    const outputs = stdout.split(`${END}\n`);
    for (const [index, { command, output }] of calls.entries()) {
      expect(settle(outputs[index] ?? ""), command).toEqual(settle(output));
    }
  } finally {
    await rm(directory, { recursive: true });
  }
});
