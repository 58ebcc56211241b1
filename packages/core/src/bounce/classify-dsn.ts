/** Enhanced status codes (RFC 3463) that say that the address itself is of no use. */
const DEAD_ADDRESS: readonly RegExp[] = [
  /^5\.0\.0$/, // undefined, and permanent: what servers without enhanced codes are given by their senders
  /^5\.1\.(?:0|1|2|3|6|10)$/, // bad mailbox, bad system, bad syntax, moved without a new address, null MX
  /^5\.2\.(?:0|1)$/, // mailbox disabled
  /^5\.4\.4$/, // no route to the host: the domain takes no mail
];

/** Basic replies (RFC 5321) to a recipient that say the same. */
const DEAD_MAILBOX = new Set(["550", "551", "553"]);

/**
 * Whether a delivery report says that the address is of no use (`hard`), or anything else (`soft`): a full mailbox, a
 * reply that may change, a message that was refused for its content or its sender. The enhanced code decides where there
 * is one.
 * @returns undefined when the text holds no status code at all.
 */
export function classifyDsn(text: string): "hard" | "soft" | undefined {
  const enhanced = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(text)?.[0];
  if (enhanced !== undefined) return DEAD_ADDRESS.some((code) => code.test(enhanced)) ? "hard" : "soft";
  const basic = /(?<![\d.])[245]\d\d(?![\d.])/.exec(text)?.[0];
  if (basic === undefined) return undefined;
  return DEAD_MAILBOX.has(basic) ? "hard" : "soft";
}
