import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

/** The client as a page loads it. */
export interface ClientBundle {
  /** A script that leaves the client's exports in the global `winnow`. */
  readonly script: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** Files in the bundle. */
  readonly modules: readonly string[];
  /** Modules that it would import at run time, such as those of Node. */
  readonly imports: readonly string[];
  /** Warnings of the bundler. */
  readonly warnings: readonly string[];
}

/** Bundles all of `@winnow/client` for browsers, minified. */
export async function bundleClient(): Promise<ClientBundle> {
  const warnings: string[] = [];
  await using bundle = await rolldown({
    input: "@winnow/client",
    cwd: import.meta.dirname,
    platform: "browser",
    onLog: (_level, { message }) => void warnings.push(message),
  });
  const { output } = await bundle.generate({ format: "iife", name: "winnow", minify: true });
  const [{ code: script, moduleIds: modules, imports }] = output;
  const bytes = Buffer.byteLength(script);
  return { script, bytes, gzipBytes: gzipSync(script).byteLength, modules, imports, warnings };
}
