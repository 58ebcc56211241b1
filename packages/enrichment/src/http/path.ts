/** A place in an answer: `data.email`, `people[0].emails[*].value`. */
export interface Path {
  readonly steps: readonly Step[];
}
type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "element"; readonly index: number }
  | { readonly kind: "every" };

const PATH_MAX = 200;
/** One step, and the dot before it unless it is the first: `name`, `.name`, `[0]`, `[*]`. */
const stepForm = /(?<dot>\.?)(?:(?<name>[^.[\]\s]+)|\[(?<index>\d{1,6}|\*)\])/y;

/** Parses a path. A mistake is returned in words. */
export function parsePath(
  text: string,
): { readonly ok: true; readonly path: Path } | { readonly ok: false; readonly problem: string } {
  if (text === "" || text.length > PATH_MAX)
    return { ok: false, problem: `a path has 1 to ${PATH_MAX} characters, like data.emails[0].value` };
  const steps: Step[] = [];
  for (let at = 0; at < text.length;) {
    stepForm.lastIndex = at;
    const step = stepForm.exec(text)?.groups;
    const isJoined = step !== undefined && (step["dot"] === ".") === (at > 0 && step["name"] !== undefined);
    if (step === undefined || !isJoined)
      return {
        ok: false,
        problem: `"${text}" is not a path from character ${at + 1} on; write data.emails[0].value`,
      };
    steps.push(stepOf(step["name"], step["index"] ?? ""));
    at = stepForm.lastIndex;
  }
  return { ok: true, path: { steps } };
}

function stepOf(name: string | undefined, index: string): Step {
  if (name !== undefined) return { kind: "member", name };
  return index === "*" ? { kind: "every" } : { kind: "element", index: Number(index) };
}

/** All values at a path, in order; none when the path does not exist. Reads own properties only. */
export function readPath(path: Path, value: unknown): unknown[] {
  let found: unknown[] = [value];
  for (const step of path.steps) found = found.flatMap((parent) => below(parent, step));
  return found;
}

function below(parent: unknown, step: Step): unknown[] {
  if (Array.isArray(parent)) {
    if (step.kind === "every") return parent;
    return step.kind === "element" && step.index < parent.length ? [parent[step.index]] : [];
  }
  if (step.kind !== "member" || typeof parent !== "object" || parent === null) return [];
  // Answers are hostile: without this check, `constructor` or `__proto__` would reach the prototype.
  return Object.hasOwn(parent, step.name) ? [(parent as Record<string, unknown>)[step.name]] : [];
}
