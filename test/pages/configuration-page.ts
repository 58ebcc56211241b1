import { settingGroups, type SettingGroup } from "@winnow/runtime";
import { markdownTable } from "./markdown-table.ts";

const processNames = { api: "the API", worker: "workers" } as const;

/** The sections of docs/configuration.md: a table of settings for each subject. */
export function describeSettings(): string {
  return settingGroups.map(describeGroup).join("\n\n");
}

function describeGroup({ title, readBy, settings }: SettingGroup): string {
  const rows = Object.entries(settings).map(([name, setting]) => {
    const fallback = "default" in setting ? String(setting.default) : "";
    return [
      `\`${name}\``,
      fallback === "" ? "–" : `\`${fallback}\``,
      setting.unit.replace("<>", "`<>`"),
      setting.help.replace("<>", "`<>`"),
    ];
  });
  return [
    `## ${title}`,
    `Read by ${readBy.map((name) => processNames[name]).join(" and ")}.`,
    markdownTable(["Setting", "Default", "Unit or form", "Meaning"], rows),
  ].join("\n\n");
}
