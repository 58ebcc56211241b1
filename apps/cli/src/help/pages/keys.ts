import type { Page } from "#help/pages/page.ts";

const KEY = "key_01m8brpm2reh3bt5jzajvdtf5c";

/** `keys …` */
export const keyPages: Readonly<Record<string, Page>> = {
  keys: {
    about: [
      "Lists, makes, rolls and revokes the organization's API keys, under a key with the scope keys:write. A key can give no more than it has itself. A token is shown once, alone on standard output, so that it can be piped to where it belongs.",
    ],
    examples: [
      ["winnow keys list", "all of them, and when each was last used"],
      ["winnow keys create --name nightly --scope verify jobs:read", "one that can do little"],
    ],
    seeAlso: ["winnow login", "winnow usage"],
  },
  "keys list": {
    about: [
      "Lists every key of the organization in this key's mode, with its scopes and when it was last used.",
    ],
    examples: [["winnow keys list --json | jq -r .name", "for a script"]],
    seeAlso: ["winnow keys create", "winnow usage"],
  },
  "keys create": {
    about: [
      "Makes a key that can do no more than this one, and prints its token, which is shown only now. --max-per-day and --max-total are ceilings: a key owns no credits.",
    ],
    examples: [
      [
        "winnow keys create --name crm --scope verify jobs:read jobs:write --max-per-day 1000",
        "under a ceiling",
      ],
      ["winnow keys create --name office --address 203.0.113.0/24", "from one network only"],
      ["winnow keys create --name ci > token.txt", "where nobody looks on"],
    ],
    seeAlso: ["winnow keys roll", "winnow keys revoke"],
  },
  "keys roll": {
    about: [
      "Gives a key another token and prints it. The old one works on for a day, or --grace seconds, so that programs can be changed one after another; with --exposed it ends at once.",
    ],
    examples: [
      [`winnow keys roll ${KEY}`, "as everybody should now and then"],
      [`winnow keys roll ${KEY} --exposed`, "somebody has seen it"],
    ],
    seeAlso: ["winnow keys revoke"],
  },
  "keys revoke": {
    about: ["Ends a key at once and for good. Jobs that it has started go on."],
    examples: [[`winnow keys revoke ${KEY}`, "end it"]],
    seeAlso: ["winnow keys roll"],
  },
};
