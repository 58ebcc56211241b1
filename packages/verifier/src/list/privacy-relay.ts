/**
 * Domains of forwarding aliases and their mail hosts, as the operators publish them in their help and their source
 * (support.apple.com/105078, duckduckgo.com/email, relay.firefox.com/faq, simplelogin.io/docs, proton.me/support/pass,
 * addy.io/faq). Subdomains count, because several give each person one. Aliases under a provider's main domain (Hide My
 * Email on icloud.com, Fastmail's masked email) cannot be told. Public lists of disposable domains hold some of these;
 * they are a class of their own, since a person reads there. No package keeps such a list.
 */
const RELAYS = new Set([
  // Apple “Sign in with Apple”
  "privaterelay.appleid.com",
  // DuckDuckGo Email Protection
  "duck.com",
  // Firefox Relay
  "mozmail.com",
  "relay.firefox.com",
  // SimpleLogin
  "8alias.com",
  "8shield.net",
  "aleeas.com",
  "dralias.com",
  "silomails.com",
  "simplelogin.co",
  "simplelogin.com",
  "simplelogin.fr",
  "slmail.me",
  "slmails.com",
  // Proton Pass
  "passfwd.com",
  "passinbox.com",
  "passmail.com",
  "passmail.net",
  // addy.io
  "addy.io",
  "addymail.com",
  "anonaddy.com",
  "anonaddy.me",
  "mailer.me",
  // IronVest (Blur) masked email
  "opayq.com",
]);

export function isPrivacyRelay(domain: string): boolean {
  for (let name = domain; name !== ""; name = parentOf(name)) if (RELAYS.has(name)) return true;
  return false;
}

function parentOf(domain: string): string {
  const dot = domain.indexOf(".");
  return dot === -1 ? "" : domain.slice(dot + 1);
}
