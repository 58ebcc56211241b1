import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finish, startCommand } from "./command.ts";

test("--local starts a private server for the command, and ends it", async () => {
  const directory = await mkdtemp(join(tmpdir(), "winnow-own-server-"));
  const environment = {
    WINNOW_API_KEY: "",
    WINNOW_SERVER: "",
    XDG_CONFIG_HOME: join(directory, "config"),
    XDG_DATA_HOME: join(directory, "data"),
  };
  const run = (...words: string[]) => finish(startCommand(words, { directory, environment }));
  try {
    await writeFile(join(directory, "people.csv"), "email;note\nada@deliverable.test;\n");
    const own = await run("verify", "people.csv", "--sandbox");
    expect(own).toMatchObject({ code: 0, stdout: expect.stringContaining(";valid;") as string });
    const again = await run("jobs", "list", "--sandbox", "--json");
    expect(again.stdout.trimEnd().split("\n")).toHaveLength(1);
    // Killed after the sign-up and before the keys were written: the next command signs up again.
    await rm(join(directory, "data/winnow/own-account.json"));
    expect(await run("credits", "--sandbox")).toMatchObject({ code: 0 });
  } finally {
    await rm(directory, { recursive: true });
  }
});
