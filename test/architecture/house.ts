import { existsSync, globSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { tokenize, type Token } from "./tokens.ts";

export interface SourceFile {
  /** From the repository's root, with slashes. */
  readonly path: string;
  readonly lineCount: number;
  readonly tokens: readonly Token[];
}

export interface Manifest {
  readonly name: string;
  readonly exports?: unknown;
  readonly imports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A workspace package. */
export interface Room {
  /** "core" */
  readonly name: string;
  /** "packages/core" */
  readonly path: string;
  readonly manifest: Manifest;
  /** Paths of the projects that its tsconfig refers to, as written; undefined without a tsconfig. */
  readonly references: readonly string[] | undefined;
  readonly files: readonly SourceFile[];
}

export interface House {
  readonly root: string;
  readonly rooms: readonly Room[];
  /** Every folder, from the root. */
  readonly folders: readonly string[];
  /** Text of the Markdown files at the root and in docs/, by path from the root. */
  readonly documents: ReadonlyMap<string, string>;
}

const notOurs = new Set(["node_modules", ".git", ".tsbuild", ".winnow", "dist"]);
const sourceName = /\.(ts|tsx|mts|mjs|js)$/;

/** Reads a repository: its workspace packages under apps/, packages/ and test/, and their source. */
export function readHouse(root: string): House {
  const folders = listFolders(root, "");
  const rooms = folders
    .filter((path) => existsSync(join(root, path, "package.json")))
    .map((path) => readRoom(root, path));
  const names = globSync(["*.md", "docs/*.md"], { cwd: root });
  const documents = new Map(names.map((name) => [name, readFileSync(join(root, name), "utf8")]));
  return { root, rooms, folders, documents };
}

function listFolders(root: string, path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !notOurs.has(entry.name))
    .flatMap((entry) => {
      const folder = path === "" ? entry.name : `${path}/${entry.name}`;
      return [folder, ...listFolders(root, folder)];
    });
}

function readRoom(root: string, path: string): Room {
  const manifest = readJson(join(root, path, "package.json")) as Manifest;
  return {
    name: basename(path),
    path,
    manifest,
    references: readReferences(join(root, path, "tsconfig.json")),
    files: listFiles(root, path).map((file) => readSource(root, file)),
  };
}

/** The paths that a tsconfig refers to; undefined when there is none. */
export function readReferences(file: string): string[] | undefined {
  if (!existsSync(file)) return undefined;
  const { references = [] } = readJson(file) as { references?: { path: string }[] };
  return references.map((reference) => reference.path);
}

function listFiles(root: string, path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const child = `${path}/${entry.name}`;
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : listFiles(root, child);
    return sourceName.test(entry.name) && !entry.name.endsWith(".d.ts") ? [child] : [];
  });
}

function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  return { path, lineCount: text.trimEnd().split("\n").length, tokens: tokenize(text) };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
