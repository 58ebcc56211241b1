/**
 * Domains of forwarding aliases, as their operators publish them. Subdomains count, because several give each person
 * one. Aliases under a provider's main domain (Hide My Email on icloud.com, Fastmail's masked email) cannot be told.
 * Public lists of disposable domains hold most of these; they are a class of their own, since a person reads there.
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
]);

export function isPrivacyRelay(domain: string): boolean {
  for (let name = domain; name !== ""; name = parentOf(name)) if (RELAYS.has(name)) return true;
  return false;
}

function parentOf(domain: string): string {
  const dot = domain.indexOf(".");
  return dot === -1 ? "" : domain.slice(dot + 1);
}
