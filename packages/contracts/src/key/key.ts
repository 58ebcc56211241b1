import { z } from "zod";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { IssuedKey } from "../organization/signup.ts";
import { credits, timestamp } from "../scalar.ts";
import { Mode, Scope } from "../vocabulary.ts";

const exampleKey = {
  id: exampleIds.testKey,
  name: "nightly import",
  mode: "test",
  scopes: ["verify", "jobs:read", "jobs:write"],
  token_start: "wn_test_4xQb",
  token_last_four: "Qm2Z",
  allowed_addresses: ["203.0.113.0/24"],
  max_credits_per_day: 500,
  max_credits_total: null,
  expires_at: null,
  revoked_at: null,
  revoked_reason: null,
  previous_token_until: null,
  created_by: exampleIds.member,
  rolled_by: null,
  last_used_at: null,
  created_at: exampleTimes.created,
};

export const KeyRevocation = z.enum(["revoked", "exposed"]).meta({
  id: "KeyRevocation",
  description:
    "`revoked`: a caller ended the key. `exposed`: its token was reported as leaked, and the server ended it.",
});
export type KeyRevocation = z.infer<typeof KeyRevocation>;

export const Key = z
  .object({
    id: z
      .string()
      .describe("Sortable, `key_` + 26 characters. It stays when the key is rolled, and groups usage."),
    name: z.string().describe("A name for people; two keys may have the same."),
    mode: Mode.describe(
      "Decides which wallet its calls draw from and which jobs they see. It never changes.",
    ),
    scopes: z
      .array(Scope)
      .describe("The calls that the key allows; another call is refused with `insufficient_scope`."),
    token_start: z
      .string()
      .describe(
        "The first 12 characters of the token, such as `wn_live_4xQb`: enough to recognize it in a log.",
      ),
    token_last_four: z
      .string()
      .describe("The last 4 characters of the token, which are part of its checksum."),
    allowed_addresses: z
      .array(z.string())
      .nullable()
      .describe("Networks that calls may come from, in CIDR notation. null: any address."),
    max_credits_per_day: credits()
      .nullable()
      .describe(
        "The most credits that jobs of this key may reserve on one day (UTC); released credits do not count. null: no ceiling.",
      ),
    max_credits_total: credits()
      .nullable()
      .describe(
        "The most credits that jobs of this key may reserve in total; released credits do not count, refunded ones do. null: no ceiling.",
      ),
    expires_at: timestamp()
      .nullable()
      .describe("From this time on the key is refused with `expired_key`. null: never."),
    revoked_at: timestamp()
      .nullable()
      .describe("From this time on the key is refused with `revoked_key`, for good. null: it is valid."),
    revoked_reason: KeyRevocation.nullable().describe("Why the key was revoked. null: it is valid."),
    previous_token_until: timestamp()
      .nullable()
      .describe(
        "How long the token before the last roll works beside the new one. null, or a time that has passed: it does not work.",
      ),
    created_by: z
      .string()
      .nullable()
      .describe("Id of the member or key that made it. null: it is older than this field."),
    rolled_by: z
      .string()
      .nullable()
      .describe(
        "Id of the member or other key that rolled it last, and so knows its token; a roll by the key itself does not change this. null: no other one rolled it, or that was before this field existed.",
      ),
    last_used_at: timestamp()
      .nullable()
      .describe("When a call was last made with the key; written at most once a minute. null: never."),
    created_at: timestamp().describe("When the key was created. Rolling it does not change this."),
  })
  .meta({
    id: "Key",
    description: "An API key as it can be shown at any time: enough to recognize it, too little to use it.",
    examples: [exampleKey],
  });
export type Key = z.infer<typeof Key>;

export const KeyList = z
  .object({
    data: z.array(Key).describe("Every key, the newest first, revoked and expired ones included."),
    next_cursor: z.null().describe("Always null: the list is one page."),
    has_more: z.literal(false).describe("Always false: the list is one page."),
  })
  .meta({
    id: "KeyList",
    description: "The organization's keys in the mode of the call.",
    examples: [{ data: [exampleKey], next_cursor: null, has_more: false }],
  });
export type KeyList = z.infer<typeof KeyList>;

export const CreatedKey = Key.extend({ token: IssuedKey.shape.token }).meta({
  id: "CreatedKey",
  description: "A key with its new token. The token is shown only in this answer.",
  examples: [{ ...exampleKey, token: "wn_test_4xQb…Qm2Z" }],
});
export type CreatedKey = z.infer<typeof CreatedKey>;
