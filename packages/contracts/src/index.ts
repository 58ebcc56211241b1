export {
  CONTACT_FIELDS,
  PROFILE_FIELDS,
  SHOWN_FIELDS,
  WITHHELD_FIELDS,
  contactFields,
  shapeOfFields,
} from "./contact-fields.ts";
export type { ContactField, ContactFieldTraits, ProfileField } from "./contact-fields.ts";
export * from "./contact/index.ts";
export * from "./credit/index.ts";
export * from "./egress/index.ts";
export * from "./enrichment/index.ts";
export * from "./error/index.ts";
export * from "./event/index.ts";
export * from "./job/index.ts";
export * from "./key/index.ts";
export * from "./mail-provider/index.ts";
export * from "./organization/index.ts";
export { Delimiter } from "./delimiter.ts";
export { PageQuery } from "./page.ts";
export * from "./queue/index.ts";
export * from "./vocabulary.ts";
export * from "./provider/index.ts";
export * from "./server/index.ts";
export * from "./suppression/index.ts";
export * from "./verdict/index.ts";
export * from "./webhook/index.ts";
