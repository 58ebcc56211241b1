import type { Page } from "#help/pages/page.ts";

const KEY = "key_01m8brpm2reh3bt5jzajvdtf5c";

/** `keys …` */
export const keyPages: Readonly<Record<string, Page>> = {
  keys: {
    about: [
      "Lists, creates, rolls and revokes the organization's API keys, under a key with the scope keys:write. A key can give only scopes that it has itself. A token is printed once, alone on standard output, so that you can pipe it to its destination.",
    ],
    examples: [
      ["winnow keys list", "all keys, and when each was last used"],
      ["winnow keys create --name nightly --scope verify jobs:read", "a key with few scopes"],
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
      "Creates a key with at most the scopes of this one, and prints its token, which is shown only once. --max-per-day and --max-total limit its spending: credits belong to the organization.",
    ],
    examples: [
      [
        "winnow keys create --name crm --scope verify jobs:read jobs:write --max-per-day 1000",
        "under a ceiling",
      ],
      ["winnow keys create --name office --address 203.0.113.0/24", "from one network only"],
      ["winnow keys create --name ci > token.txt", "without showing the token on screen"],
    ],
    seeAlso: ["winnow keys roll", "winnow keys revoke"],
  },
  "keys roll": {
    about: [
      "Replaces the token of a key and prints the new one. The old token works for another day, or for --grace seconds, so that programs can be changed one after another; with --exposed it ends at once.",
    ],
    examples: [
      [`winnow keys roll ${KEY}`, "regular rotation"],
      [`winnow keys roll ${KEY} --exposed`, "the old token has leaked"],
    ],
    seeAlso: ["winnow keys revoke"],
  },
  "keys revoke": {
    about: ["Ends a key at once and for good. Jobs that it has started continue."],
    examples: [[`winnow keys revoke ${KEY}`, "end it"]],
    seeAlso: ["winnow keys roll"],
  },
};
