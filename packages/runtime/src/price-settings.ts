import { setting } from "#environment.ts";
import { creditAmount, listOf } from "#setting-schema.ts";

/** The email statuses that may be billed; whatever is configured, no other one ever is. */
export const BILLABLE = ["valid", "catch_all"] as const;
const isBillable = (text: string) => BILLABLE.some((status) => status === text);

const PRICE_FIX = "Set it in credits, such as 1 or 0.25; 0 makes it free.";
const BILLABLE_FIX =
  "Set it to valid, to catch_all, or to both: valid,catch_all. To bill nothing, set the price to 0.";

function price(help: string) {
  return setting({ schema: creditAmount(1000), default: 1, unit: "credits", help, fix: PRICE_FIX });
}

function billable(help: string) {
  return setting({
    schema: listOf(isBillable, "must list valid, catch_all, or both"),
    default: [...BILLABLE],
    unit: "list of email statuses",
    help,
    fix: BILLABLE_FIX,
  });
}

/** What is charged. Jobs and previewed files keep the price that they were quoted. */
export const priceSettings = {
  PRICE_VERIFY: price("Credits for a verified email that is billed, to the thousandth; 0 is free."),
  PRICE_ENRICH: price("Credits for an enriched row whose email is billed; 0 is free."),
  PRICE_REVEAL: price("Credits for a revealed contact whose email is billed; 0 is free."),
  BILLABLE_VERIFY: billable("Email statuses that a verification is billed for; callers may narrow them."),
  BILLABLE_ENRICH: billable(
    "Email statuses that an enriched row is billed for; with any other the email stays masked.",
  ),
  BILLABLE_REVEAL: billable(
    "Email statuses that a reveal is billed for; with any other the contact stays masked.",
  ),
};
