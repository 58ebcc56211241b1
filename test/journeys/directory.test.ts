import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { operate } from "./command.ts";
import { startJourneySystem } from "./standalone.ts";

test("an operator imports, exports and erases contacts from the command line", async () => {
  await using system = await startJourneySystem();
  const directory = await mkdtemp(join(tmpdir(), "winnow-cli-"));
  const run = (...words: string[]) => operate(system.standalone, ["directory", ...words], directory);
  try {
    await writeFile(
      join(directory, "people.csv"),
      "First name,Last name,Email,Position held\nAda,Lovelace,ada@acme.test,Countess\nNobody,,,\n",
    );
    await writeFile(join(directory, "mapping.json"), '{"job_title":"Position held"}');
    const importing = ["import", "people.csv", "--source", "crm", "--mapping", "mapping.json"];
    expect(await run(...importing)).toEqual({
      code: 0,
      stdout: "2 lines: 1 created, 0 updated, 0 unchanged, 1 rejected\n",
      stderr: expect.stringMatching(/^line 3: Needs an email.* \[not_identifiable\]\n$/) as string,
    });

    const again = await run(...importing, "--json", "--rejected", "rejected.ndjson");
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(again.stdout)).toMatchObject({ unchanged: 1, rejected: 1 });
    expect(JSON.parse(await readFile(join(directory, "rejected.ndjson"), "utf8"))).toMatchObject({ line: 3 });

    const { stdout: exported } = await run("export");
    expect(JSON.parse(exported)).toMatchObject({ email: "ada@acme.test", job_title: "Countess" });
    expect((await run("export", "--format", "csv", "-o", "out.csv")).stdout).toBe("");
    expect(await readFile(join(directory, "out.csv"), "utf8")).toContain("Ada,Lovelace,Countess");

    const erased = await run("erase", "--email", "ada@acme.test");
    expect(erased).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 contact erased/) as string });
    expect((await run(...importing)).stderr).toContain("line 2 (email:ada@acme.test): This person is erased");

    for (const [words, complaint] of [
      [["import", "people.csv"], "required option '--source <name>'"],
      [["import", "nowhere.csv", "--source", "crm"], "nowhere.csv cannot be read: ENOENT"],
      [["import", "people.dat", "--source", "crm"], "The format of people.dat is unknown: add --format"],
      [["import", "people.csv", "--source", "crm", "--observed-at", "soon"], "--observed-at: "],
      [["erase", "--first-name", "Ada"], "Name the person: --email"],
      [["erase", "--email", "a@b.test", "--operator-token", ""], "set WINNOW_OPERATOR_TOKEN"],
    ] as const) {
      expect(await run(...words)).toMatchObject({
        code: 2,
        stdout: "",
        stderr: expect.stringContaining(complaint) as string,
      });
    }
    expect(await run("export", "--operator-token", "wrong")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^winnow: .* \[invalid_operator_token\] \(request .+\)\n$/) as string,
    });
  } finally {
    await rm(directory, { recursive: true });
  }
});
