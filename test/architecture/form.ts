import { existsSync, globSync } from "node:fs";
import { basename, join, posix } from "node:path";
import type { House, SourceFile } from "./house.ts";

const MAX_LINES = 400;
const MANY_LINES = 250;
const vagueNames = new Set(["utils", "util", "shared", "common", "helpers", "helper", "misc", "lib"]);
const mediaTypes = new Set([
  "application",
  "audio",
  "font",
  "image",
  "message",
  "model",
  "multipart",
  "text",
  "video",
]);

const filesOf = (house: House): SourceFile[] => house.rooms.flatMap((room) => room.files);

/** No file is longer than 400 lines. */
export function checkLength(house: House): string[] {
  return filesOf(house)
    .filter(({ lineCount }) => lineCount > MAX_LINES)
    .map(({ path, lineCount }) => `${path} has ${lineCount} lines, more than ${MAX_LINES}`);
}

/** Files that are getting long: told, not forbidden. */
export function longFiles(house: House): string[] {
  return filesOf(house)
    .filter(({ lineCount }) => lineCount > MANY_LINES && lineCount <= MAX_LINES)
    .map(({ path, lineCount }) => `${path} has ${lineCount} lines`);
}

/** A default export has no name of its own; only tools that ask for one in their configuration files get it. */
export function checkDefaultExports(house: House): string[] {
  return filesOf(house).flatMap((file) => {
    if (isToolFile(file)) return [];
    return file.tokens.flatMap((token, index) => {
      const before = file.tokens[index - 1]?.text;
      const isDefault = token.text === "default" && token.type === "other";
      const inExport = before === "export" || (before === "as" && isInExportClause(file, index));
      return isDefault && inExport ? [`${file.path}:${token.line} has a default export`] : [];
    });
  });
}

/** Configuration that a tool imports: `*.config.ts`, and vitest's global set-up. */
function isToolFile(file: SourceFile): boolean {
  return /\.config\.[a-z]+$/.test(file.path) || basename(file.path) === "global-setup.ts";
}

/** Whether the braces around the token belong to `export { … }` and not to `import { default as … }`. */
function isInExportClause(file: SourceFile, index: number): boolean {
  for (let at = index; at > 0; at -= 1) {
    if (file.tokens[at]?.text === "{") return ["export", "type"].includes(file.tokens[at - 1]?.text ?? "");
  }
  return false;
}

/** A folder is named for what is in it. */
export function checkFolders(house: House): string[] {
  return house.folders
    .filter((path) => vagueNames.has(basename(path)))
    .map((path) => `${path} says nothing about its content`);
}

/**
 * Every path that a document cites in backticks, from the root, or links to, from its own folder, exists. `*` stands for
 * something.
 */
export function checkCitedPaths(house: House): string[] {
  return [...house.documents].flatMap(([document, text]) => {
    const prose = text.replaceAll(/^```.*?^```/gms, "");
    const cited = [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "").filter(looksLikePath);
    const linked = [...prose.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? "")
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => posix.join(posix.dirname(document), target));
    return [...new Set([...cited, ...linked])]
      .filter((path) => !exists(house.root, path))
      .map((path) => `${document} cites ${path}, which does not exist`);
  });
}

function looksLikePath(text: string): boolean {
  return /^\.?[\w*-][\w.*-]*(?:\/[\w.*-]+)+\/?$/.test(text) && !mediaTypes.has(text.split("/", 1)[0] ?? "");
}

function exists(root: string, path: string): boolean {
  return path.includes("*") ? globSync(path, { cwd: root }).length > 0 : existsSync(join(root, path));
}
