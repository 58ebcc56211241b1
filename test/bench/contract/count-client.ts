import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

export type Language = "Python" | "Go" | "TypeScript";

/** Figures of a generated client. */
export interface ClientFigures {
  readonly files: number;
  readonly lines: number;
  readonly types: number;
  /** Names that a generator made up and that a caller must write: `CreateJobJsonBodyType0RowsItem`. */
  readonly "with a digit": number;
  /** In addition: types that a generator names after a status, one for the headers of each response. */
  readonly "for headers of a status": number;
}

interface Counted {
  readonly files: string;
  /** Names a public type. */
  readonly type: RegExp;
  /** Names a type for the headers of one status of one call. */
  readonly headers?: RegExp;
}

const languages: Readonly<Record<Language, Counted>> = {
  Python: { files: "winnow/**/*.py", type: /^class (\w+)/gm },
  Go: { files: "winnow/*.go", type: /^type ([A-Z]\w*)/gm, headers: /Response\d{3}Headers$/ },
  TypeScript: { files: "winnow.d.ts", type: /^(?: {8}| {4})([A-Za-z]\w*): (?:\{|components|")/gm },
};

/** @param directory in which the client was generated. */
export async function countClient(language: Language, directory: string): Promise<ClientFigures> {
  const { files: pattern, type, headers } = languages[language];
  const files = await Array.fromAsync(glob(pattern, { cwd: directory }));
  const texts = await Promise.all(files.map((file) => readFile(join(directory, file), "utf8")));
  const names = new Set(texts.flatMap((text) => [...text.matchAll(type)].map(([, name = ""]) => name)));
  const counted = [...names].filter((name) => headers?.test(name) !== true);
  return {
    files: files.length,
    lines: texts.reduce((sum, text) => sum + text.split("\n").length - 1, 0),
    types: counted.length,
    "with a digit": counted.filter((name) => /\d/.test(name)).length,
    "for headers of a status": names.size - counted.length,
  };
}
