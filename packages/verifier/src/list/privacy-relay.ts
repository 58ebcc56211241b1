/**
 * Domains of forwarding aliases and their mail hosts, from the help pages and source of their operators
 * (support.apple.com/105078, duckduckgo.com/email, relay.firefox.com/faq, simplelogin.io/docs, proton.me/support/pass,
 * addy.io/faq). Subdomains count, because several operators give each person one. Aliases under a provider's main domain
 * (Hide My Email on icloud.com, Fastmail's masked email) cannot be recognized. Public lists of disposable domains have some of
 * these; they have their own flag, because they forward to a person. No package has such a list.
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
