import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { signup } from "@winnow/client";
import { expect, test } from "vitest";
import { codeBlocksOf } from "../pages/markdown.ts";
import { startJourneySystem } from "./standalone.ts";

const DOCS = join(import.meta.dirname, "../../docs");
const MARK = "----- end of a call -----";

/** Pages whose calls show no output, and the number of calls on each. Other pages: first-steps.test.ts, manual-calls.test.ts. */
const pages: readonly (readonly [string, number])[] = [
  ["files.md", 2],
  ["keys-and-limits.md", 1],
  ["directory.md", 1],
];

/** The files that the calls send. */
const files = {
  "contacts.csv": "name,email\nAda,ada.lovelace@deliverable.test\n",
  "people.csv": "First name,Last name,Website\nAda,Lovelace,acme.deliverable.test\n",
};

test.each(pages)(
  "the server accepts every call of docs/%s, in the order of the page",
  async (page, count) => {
    const calls = codeBlocksOf(await readFile(join(DOCS, page), "utf8")).filter((block) =>
      /^curl /m.test(block),
    );
    expect(calls).toHaveLength(count);
    await using system = await startJourneySystem();
    const { url, secrets } = system.standalone;
    const account = await signup(
      { baseUrl: url },
      { email: "ada@example.com", password: "correct horse battery" },
    );
    const directory = await mkdtemp(join(tmpdir(), "winnow-page-"));
    try {
      for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
      const script = calls.map((call) => `${call}\necho; echo '${MARK}'\n`).join("");
      const { stdout, stderr } = await promisify(execFile)(
        "bash",
        ["-c", script.replaceAll("http://127.0.0.1:3000", url)],
        {
          cwd: directory,
          env: {
            PATH: process.env["PATH"],
            HOME: directory,
            WINNOW_API_KEY: account.keys.find(({ mode }) => mode === "test")?.token,
            WINNOW_OPERATOR_TOKEN: secrets.operatorToken,
          },
        },
      );
      expect(stderr).toBe("");
      const answers = stdout.split(`${MARK}\n`).slice(0, -1);
      expect(answers).toHaveLength(count);
      for (const answer of answers) {
        expect(answer).toMatch(/^\{"/);
        expect(answer).not.toMatch(/\/docs\/errors#|"type":"rejected"/);
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  },
);
