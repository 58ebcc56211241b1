const LOCAL_PART_MIN = 4;
/** What has to stand beside a common word, or beside one's own email, to make a password. */
const REST_MIN = 6;

let common: Promise<ReadonlySet<string>> | undefined;

/** 49,000 passwords that are found in leaks most often. Loaded when the first password is set. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set(dictionary["passwords-common"]),
  );
  return common;
}

/**
 * Whether a password is among the first that an attacker tries. That is a common one, with or without digits and signs at
 * its end, a repeated short text, or little more than the member's own email. Source: NIST SP 800-63B §3.1.1.2, which asks
 * for a block list instead of rules of composition.
 */
export async function isWeakPassword(password: string, email: string): Promise<boolean> {
  const text = password.normalize("NFKC").toLowerCase();
  if (/^(.{1,4})\1+.{0,3}$/su.test(text)) return true;
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  for (const own of [email.toLowerCase(), domain, local]) {
    if (own.length >= LOCAL_PART_MIN && text.replaceAll(own, "").length < REST_MIN) return true;
  }
  const passwords = await commonPasswords();
  const word = text.replace(/[^\p{L}]+$/u, "");
  return passwords.has(text) || (text.length - word.length < REST_MIN && passwords.has(word));
}
