import { z } from "zod";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { exampleRowContact } from "../job/example-row.ts";
import { RowContact } from "../job/row-contact.ts";
import { RowCharge } from "../job/row.ts";
import { credits, timestamp, wholeNumber } from "../scalar.ts";
import { EmailStatus } from "../vocabulary.ts";

export const REVEAL_MAX = 100;

export const Reveal = z
  .strictObject({
    ids: z
      .array(z.string().min(1).max(100))
      .min(1)
      .max(REVEAL_MAX)
      .describe(
        "Contacts by the `id` of a search or the `contact_id` of a look-up (`ct_…`), at most 100. Repetitions count once.",
      ),
    max_credits: wholeNumber(0, 1_000_000)
      .optional()
      .describe(
        "Refuses the whole call when it may cost more credits than this. 0 shows only owned and free contacts. No limit when left out.",
      ),
  })
  .meta({
    id: "Reveal",
    description:
      "Contacts whose email and phone are to be shown: one credit for each new one whose email can be used.",
    examples: [{ ids: [exampleIds.contact], max_credits: 10 }],
  });
export type Reveal = z.infer<typeof Reveal>;

export const RevealStatus = z
  .enum(["revealed", "owned", "suppressed", "not_found", "invalid", "unverified"])
  .meta({
    id: "RevealStatus",
    description:
      "`revealed`: paid for by this call. `owned`: paid for before, and free. `invalid`: its email cannot be used; free, and masked. `unverified`: the mail host has not answered yet; nothing was charged, try again later. `suppressed`: a suppression or an erasure covers it. `not_found`: there is no contact with this id.",
  });
export type RevealStatus = z.infer<typeof RevealStatus>;

export const RevealedEmail = z
  .object({
    address: z
      .string()
      .describe("The whole address with `revealed` and `owned`, otherwise masked as `a••@acme.test`."),
    status: EmailStatus.describe("The verdict that the reveal rests on."),
    verified_at: timestamp().nullable().describe("When a mail host gave the verdict. null: none has yet."),
  })
  .meta({
    id: "RevealedEmail",
    description: "The address of a revealed contact, with the verdict that decided about the charge.",
  });
export type RevealedEmail = z.infer<typeof RevealedEmail>;

export const RevealedContact = z
  .object({
    id: z.string().describe("Repeats the id of the call, `ct_` + 26 characters."),
    status: RevealStatus.describe("Whether the contact is shown, and whether it was charged."),
    email: RevealedEmail.nullable().describe("null: no email is known, or nothing may be shown."),
    contact: RowContact.nullable().describe(
      "The person's fields in the directory; with `revealed` and `owned` only.",
    ),
    charge: RowCharge.nullable().describe("What this call charged. null: nothing was paid now."),
  })
  .meta({ id: "RevealedContact", description: "The outcome of one id of the call." });
export type RevealedContact = z.infer<typeof RevealedContact>;

export const RevealCredits = z
  .object({
    charged: credits().describe(
      "Credits that the reveal cost; a replay repeats the first answer and charges nothing.",
    ),
    available: credits().describe("Credits of this mode's wallet after the charges."),
  })
  .meta({ id: "RevealCredits", description: "The price of the whole call, and the balance after it." });
export type RevealCredits = z.infer<typeof RevealCredits>;

export const RevealAnswer = z
  .object({
    data: z.array(RevealedContact).describe("One for each id, in the order of the call."),
    credits: RevealCredits.describe("The total of the charges, and the wallet."),
  })
  .meta({
    id: "RevealAnswer",
    description: "The contacts of a reveal, each with its own outcome.",
    examples: [
      {
        data: [
          {
            id: exampleIds.contact,
            status: "revealed",
            email: { address: "ada@acme.test", status: "valid", verified_at: exampleTimes.created },
            contact: exampleRowContact,
            charge: { credits: 1, entry: exampleIds.capture, basis: "new_contact" },
          },
        ],
        credits: { charged: 1, available: 95 },
      },
    ],
  });
export type RevealAnswer = z.infer<typeof RevealAnswer>;
