import { TypeID, typeid } from "typeid-js";

/** Every kind of thing that carries an id, with its prefix: the prefix tells a log reader what they look at. */
export const idPrefixes = {
  organization: "org",
  member: "mem",
  credential: "cre",
  session: "ses",
  invitation: "inv",
  apiKey: "key",
  wallet: "wal",
  reservation: "rsv",
  entry: "ent",
  job: "job",
  upload: "upl",
  chunk: "chk",
  result: "res",
  contact: "ct",
  entitlement: "own",
  endpoint: "whk",
  event: "evt",
  delivery: "del",
  attempt: "att",
  suppression: "sup",
  reclassification: "rcl",
  request: "req",
} as const;

export type IdPrefix = (typeof idPrefixes)[keyof typeof idPrefixes];

/** A prefixed id, `job_01h455vb4pex5vsknk084sn02q`. */
export type Id<Prefix extends IdPrefix = IdPrefix> = `${Prefix}_${string}`;

/**
 * A new id: prefix, `_`, and a UUIDv7 in 26 characters of base32 (TypeID 0.3). Ids of one process sort by creation,
 * ids of several by millisecond, which keeps index inserts at the right-hand edge.
 */
export function createId<Prefix extends IdPrefix>(prefix: Prefix): Id<Prefix> {
  return typeid(prefix).toString() as Id<Prefix>;
}

/** Whether `text` is a well-formed id of that kind; says nothing about existence. */
export function isId<Prefix extends IdPrefix>(prefix: Prefix, text: string): text is Id<Prefix> {
  try {
    return TypeID.fromString(text, prefix).toString() === text;
  } catch {
    return false;
  }
}
