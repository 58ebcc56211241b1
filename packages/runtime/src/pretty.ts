const levelNames: Readonly<Record<number, string>> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};

/** One JSON log line as a person reads it: `12:00:01 warn  api: message  member=value`, errors with their stack below. */
export function formatLine(line: string): string {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return line;
  }
  const { level, time, name, msg, pid: _pid, hostname: _hostname, ...members } = entry;
  const stacks: string[] = [];
  const pairs = Object.entries(members).flatMap(([key, value]) => {
    const stack = stackOf(value);
    if (stack === undefined) return [`${key}=${typeof value === "string" ? value : JSON.stringify(value)}`];
    stacks.push(stack);
    return [];
  });
  const clock = String(time).slice(11, 19);
  const head = `${clock} ${(levelNames[Number(level)] ?? String(level)).padEnd(5)} ${String(name)}: ${String(msg ?? "")}`;
  return [[head, ...pairs].join("  "), ...stacks].join("\n") + "\n";
}

function stackOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("stack" in value)) return undefined;
  return typeof value.stack === "string" ? value.stack.replaceAll(/^/gm, "  ") : undefined;
}
