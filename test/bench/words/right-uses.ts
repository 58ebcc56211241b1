/**
 * Phrases in which a listed word is the field's own. Each was read at every place where it stands; a new one needs the same.
 */
export const rightUses: readonly RegExp[] = [
  // A server in front of another one.
  /\bbehind (?:nginx|a (?:reverse )?proxy|a load balancer|a NAT)\b/gi,
  // What a caller requested.
  /\bask(?:s|ed|ing)? (?:\w+ )?for\b/gi,
  // Those of several that wait.
  /\b(?:in turn|(?:whose|their|its|a) turn|take(?:s)? turns)\b/gi,
  /\bturn(?:s|ed|ing)? (?:\w+ )?(?:on|off|into|away)\b/gi,
];
