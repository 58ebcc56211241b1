import { finish, startCommand } from "../journeys/command.ts";

const known = new Map<string, Promise<string>>();

/**
 * What `winnow … --help` prints for the longest beginning of the words that is a command, with the options of its parents;
 * empty where the first word is none.
 */
export async function runCommand(words: readonly string[]): Promise<string> {
  const [first = "help"] = words;
  const top = await helpOf([]);
  if (!new RegExp(`^ {2}${first}\\b`, "m").test(top)) return "";
  const second = words[1];
  const group = await helpOf([first]);
  const isGroup = second !== undefined && new RegExp(`^ {2}${second}\\b`, "m").test(group);
  return [top, group, ...(isGroup ? [await helpOf([first, second])] : [])].join("\n");
}

function helpOf(words: readonly string[]): Promise<string> {
  const key = words.join(" ");
  const running = known.get(key) ?? print(words);
  known.set(key, running);
  return running;
}

async function print(words: readonly string[]): Promise<string> {
  const { stdout, stderr } = await finish(startCommand([...words, "--help"], { environment: {} }));
  return stdout + stderr;
}
