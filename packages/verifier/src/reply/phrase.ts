/**
 * Texts of replies, as patterns over lower case with single blanks (see `foldText`). Collected from the replies that Postfix,
 * Exim, Sendmail, qmail, OpenSMTPD, Exchange and the large providers document or are known to send. Every gap is bounded, so
 * that matching is linear in the text.
 */

const MAILBOX =
  "(?:user|username|recipient|addressee|account|mailbox|mail box|inbox|alias|local[- ]part|person|customer|subscriber|e-?mail (?:account|address)|(?<!\\b(?:ip|sender|sender's|client|source|your|from|return|server|host|helo|remote) )address)";
/** Up to 80 characters of the same clause that are about the mailbox, not about the sender. */
const GAP = "(?:(?!\\b(?:client|sender|helo|ehlo|hostname|your)\\b)(?:[^.;]|\\.(?=\\S))){0,80}?";

/** The mailbox does not exist. */
export const UNKNOWN_USER = any(
  // unknown user, no such mailbox, invalid recipient, non-existent e-mail address
  `\\b(?:unknown|no such|non[- ]?existe?(?:nt|ing)|invalid|unroute?able|unrecogni[sz]ed|undeliverable|illegal|incorrect|not an? (?:valid|known|existing|local|active)|no valid|unknown or illegal) (?:virtual |local |mail |smtp |destination |(?:e-?mail )(?=address))?(?:users?|usernames?|recipients?|accounts?|mailbox(?:es)?|mail box|address(?:es)?|addressee|alias|local[- ]?part|person|customer|e-?mail|destination|login|rcpt|recip|mail ?drop)\\b|\\binvalid-(?:recipient|user|mailbox)\\b|\\bunavailable (?:mail |local )?(?:user|mailbox|recipient)\\b`,
  "\\bno (?:mailbox|mail box|account|user|recipient|one|person|alias|address)s? (?:by|with|of|under) (?:that|this) (?:name|e-?mail|address)|\\bno \\S{1,254} in (?:the )?(?:name )?directory\\b",
  "\\b(?:no|not any) (?:mailbox|mail box|account|user|recipient|person|alias)s? (?:here|found|exists?|at this|available|for|matching)",
  "\\bthere is no (?:one|user|mailbox|account|such)|\\bnobody here",
  // mailbox … does not exist, recipient not found, address unknown
  `${MAILBOX}(?:e?s)?\\b${GAP}\\b(?:(?:does|do|did) ?n(?:o|')t exist|not exist|(?:is |was |are |were )?(?:un-?known(?! (?:client|sender|host|command|error|reason)\\b)|not local(?! ?;))|(?:is |was |were |has |have |could |can )?not (?:been |be )?(?:found|known|located|listed|recogni[sz]ed|present|valid|verified as existing)|cannot be found|is (?:an )?invalid|no longer (?:exists?|valid|available|in use|here|on (?:this )?server|works? here|employed|with))`,
  "\\b(?:mailbox|user|recipient|account|address|rcpt) (?:<\\S{1,254}> )?(?:invalid|unknown|not ok|nonexistent|non-existent)",
  "(?<!\\b(?:your (?:e-?mail )?address|sender|from) <?[^\\s@]{1,64})@[^\\s@>:]{1,254}>?:?(?: \\([^)]{1,60}\\))? (?:(?:does|do) ?n(?:o|')t exist|doesn't exist|not found|unknown|is unknown|is not known|was not found|is invalid)",
  "\\b(?:user|recipient) (?:does not|doesn't) have an? (?:\\S{1,80} )?account|(?:does not|doesn't) have an account here|\\bnot (?:a )?user (?:of|on|at) this (?:server|host|system)|\\bdon't exists? (?:that|this) user|\\bhandle mail for (?:that|this) user\\b|\\bnot (?:our|a) customer",
  "\\b(?:can(?:not|'t)|could not|couldn't|unable to) (?:find|locate|resolve|look ?up|accept|deliver to) (?:the |this |that )?(?:user|recipient|mailbox|account|alias|local[- ]part)",
  "\\brecipient (?:verify|verification|validation) failed|\\bunknown recip|\\bbad ?-?(?:recipient|rcptto)|\\bvalidrcptto|\\bbad destination (?:mailbox|recipient)|\\brecipients? (?:was|were|is|are) undeliverable|\\bmissing home directory|\\buser path no exist|\\bwrong (?:recipient|user|mailbox)|\\bnot a member of (?:the )?domain|\\brecipient cannot be verified",
  "resolver\\.adr\\.|recipientnotfound|recipnotfound|\\buser_?unknown|\\bno_?such_?user|\\bunknown_?user",
  "\\bnot a(?:n)? (?:e-?mail )?(?:address|mailbox|user) (?:at|on|of) this|\\buser not local\\b(?!;)|\\bhas no (?:such )?(?:user|mailbox|account|recipient)|\\barchived recipient",
  // Spanish, Portuguese, Italian, French
  "\\bno existe(?! el dominio)|usuario (?:desconocido|no encontrado|inexistente)|destinatario (?:desconocido|no encontrado|inexistente)",
  "\\bn[aã]o existe|usu[aá]rio (?:desconhecido|n[aã]o encontrado|inexistente|inv[aá]lido)|destinat[aá]rio (?:desconhecido|inexistente|inv[aá]lido)",
  "utente (?:sconosciuto|inesistente|non trovato)|nessun utente|(?:destinatario|indirizzo) (?:sconosciuto|errato|inesistente)|casella (?:di posta )?(?:inesistente|non esist)|\\bnon esiste",
  "utilisateur (?:inconnu|inexistant)|destinataire (?:inconnu|invalide|inexistant)|adresse (?:inconnue|invalide|inexistante)|adresse d ?.?au moins un destinataire invalide|\\bn'existe (?:pas|plus)|bo[iî]te (?:aux lettres )?(?:inconnue|inexistante)",
  // German, Dutch, Scandinavian
  "empf(?:ä|ae)nger (?:\\S{1,254} )?(?:ist )?(?:unbekannt|existiert nicht|nicht gefunden)|(?:benutzer|postfach|mailbox|konto|adresse) (?:\\S{1,254} )?(?:ist )?(?:unbekannt|existiert nicht|nicht gefunden|nicht vorhanden)|unbekannte[rs]? (?:empf|benutzer|postfach|adresse)|kein (?:solcher )?(?:benutzer|postfach)|existiert (?:hier )?nicht",
  "onbekende (?:gebruiker|ontvanger)|(?:gebruiker|ontvanger) (?:is )?onbekend|bestaat niet|ok[aä]nd (?:anv[aä]ndare|mottagare)|finnes ikke|findes ikke|ukjent (?:bruker|mottaker)",
  // Polish, Czech, Turkish, Russian
  "nie istnieje|nie ma takiego (?:konta|adresu|u[zż]ytkownika|odbiorcy)|nie ma takiej skrzynki|nieznany (?:u[zż]ytkownik|odbiorca|adres)|neexistuje|nezn[aá]m[yý] (?:u[zž]ivatel|p[rř][ií]jemce)|kullan[ıi]c[ıi] bulunamad",
  "пользовател[ья] (?:\\S{1,254} )?не (?:найден|существует)|(?:нет такого|неизвестный) (?:пользовател|получател|адрес)|адрес(?:ат)? (?:\\S{1,254} )?не (?:найден|существует)|не существует|ящик (?:\\S{1,254} )?не (?:найден|существует)",
  // Chinese, Japanese, Korean
  "用户不存在|用戶不存在|收件人(?:地址)?不存在|邮箱不存在|帐号不存在|账号不存在|不存在的|宛先(?:不明|が見つかりません)|ユーザー?が(?:存在しません|見つかりません)|存在しない|존재하지 않|없는 (?:사용자|주소|계정)",
);

/** The standard text of 550 (RFC 5321 §4.2.3): some hosts use it for every refusal, consumer providers for unknown users. */
export const MAILBOX_UNAVAILABLE = any(
  "\\b(?:mailbox|account) (?:is )?(?:unavail?able|not available)|\\bmailbox name not",
);

/** The mailbox is full. */
export const OVER_QUOTA = any(
  "\\bover ?-?quota|overquota|\\bover (?:the |its |their )(?:allowed )?quota|\\bquota (?:is |has been |was |limit )?(?:exceeded|full|reached|violation)|\\bexceed(?:s|ed|ing)? (?:\\S{1,30} ){0,4}(?:quota|storage|allocat\\w{1,8}|disk space|mailbox size|size limit for this mailbox|space limit)",
  "\\bmail ?(?:box|folder|dir)s? (?:\\S{1,254} )?(?:is |are |has been )?(?:full|too full|over its|overfull|overflow)|\\bfull (?:mailbox|inbox)|\\binbox (?:is )?full|\\bmailbox exceeded (?:the|its) (?:local |size |storage )?(?:limit|quota)|\\bmail file size exceeds|\\bspace has been used up|\\bmailbox (?:size|space|storage|quota|usage) (?:limit )?(?:is )?(?:exceeded|reached|full|usage exceeded)",
  "\\b(?:insufficient|not enough|no(?: more)?|out of) (?:disk |storage |free |mailbox )?(?:space|storage|quota) (?:left )?(?:in|for|on|to store) (?:the |this )?(?:recipient|mailbox|user|account|\\S{1,64}@)|\\bout of storage space|doesn't have enough (?:storage )?space|does not have enough (?:storage )?space",
  "\\buser (?:has )?too many messages|\\bstorage (?:space )?(?:is )?(?:full|exceeded)|\\bwould (?:be over|exceed) (?:the |its |their )?(?:allowed |maximum )?(?:allowed )?(?:quota|storage)|\\btoo much mail data|\\b(?:user|domain)?dis[ck] quota",
  "postfach (?:\\S{1,254} )?(?:ist )?(?:voll|überfüllt)|bo[iî]te (?:\\S{1,30} ){0,3}pleine|casella (?:\\S{1,254} )?piena|buz[oó]n (?:\\S{1,254} )?(?:est[aá] )?lleno|caixa (?:postal )?cheia|переполнен|邮箱已满|メールボックスがいっぱい",
);

/** The mailbox is disabled. */
export const DISABLED = any(
  `(?<!your )${MAILBOX}\\b${GAP}\\b(?:disabled|deactivated|de-activated|suspended|inactive|not activ(?:e|ated)|locked|discontinued|closed|expired|terminated|frozen|retired|no longer active|blocked due to inactivity|no longer accepts? (?:e?-?mail|messages))`,
  "\\b(?:disabled|deactivated|inactive|suspended|locked) (?:user|mailbox|account|recipient)|\\(554\\.30\\)|\\bdisableduser|\\bdisabled or discontinued|\\bis now disabled\\b|\\brecipient suspend|\\b(?:user|account|mailbox) suspen",
  "(?:konto|postfach) (?:\\S{1,254} )?(?:ist )?(?:gesperrt|deaktiviert)|bo[iî]te (?:\\S{1,30} ){0,3}archiv[eé]e|compte (?:\\S{1,254} )?(?:est )?(?:d[eé]sactiv[eé]|suspendu|bloqu[eé])|cuenta (?:\\S{1,30} )?(?:desactivada|suspendida|deshabilitada)|conta (?:\\S{1,30} )?(?:desativada|suspensa)|(?:заблокирован|отключ[её]н|деактивирован) (?:пользоват|ящик|аккаунт)|(?:ящик|аккаунт|пользовател\\S{1,3}) (?:\\S{1,254} )?(?:заблокирован|отключ|деактивирован)|帐号已停用|账号已停用|用户已停用",
);

/** The person has another address. */
export const MOVED = any(
  "\\b(?:user|recipient|mailbox|account|address) (?:\\S{1,254} )?has (?:been )?(?:moved|changed)|\\bhas moved to\\b|\\bnot local; please try",
);

/** The host accepts no mail for the domain. */
export const RELAY_DENIED = any(
  "\\brelay(?:ing)? (?:\\S{1,40} ){0,4}?(?:denied|not (?:permitted|allowed|supported|enabled)|prohibited|disabled|disallowed|refused|forbidden|rejected)|\\bunable to relay|\\b(?:do|does|will|can|may|must|shall) ?(?:not|n't) relay|\\bcannot relay|\\brelay not|\\bnot (?:configured|allowed|permitted|authori[sz]ed|willing) to relay|\\bnot an? (?:open )?relay|\\bno (?:open )?relay(?:ing|s)?\\b|\\brelaying (?:denied|not)|as a relay|\\binsecure mail relay|\\bnot a gateway\\b|\\bto a non-local e-?mail address",
  "\\brcpthosts?\\b|\\bnot an? (?:local|hosted|handled|relay|configured|known|valid|accepted) (?:recipient |mail |destination )?(?:domain|host)|\\b(?:domain|host) (?:\\S{1,254} )?(?:is )?(?:not|n't) (?:hosted|local|served|handled|configured|accepted)(?: here| by| on)?|\\b(?:do(?:es)?|will) ?(?:not|n't) (?:accept|handle|host|receive) (?:e?-?mail |messages )?for (?:this|that|the|your recipient's)? ?(?:recipient )?(?:domain|host|(?:[^\\s.]{1,63}\\.){1,8}[^\\s.]{2,63}$)|\\bunrouteable (?:mail )?domain|\\bno such (?:recipient )?domain|\\bunknown (?:recipient )?domain|\\brecipient domain (?:not|is not|unknown)",
);

/** The mailbox exists, and accepts mail from some senders only. */
export const RESTRICTED = any(
  "resolver\\.rst\\.|\\bnot ?(?:authori[sz]ed|allowed|permitted) to (?:send|post|mail|submit|e-?mail|deliver)(?: \\S{1,20}){0,3} to (?:this|the|that) (?:recipient|group|list|mailbox|address|user|mailing|distribution|person)|\\bpermission to (?:send|post|mail|e-?mail)(?: \\S{1,20}){0,3} to\\b",
  "\\b(?:only|just) (?:accepts?|accepting|receives?|takes?) (?:e?-?mails?|messages?) from|\\bonly (?:accept|available) (?:to|from) (?:members|authenticated|internal|authori[sz]ed|specific)|\\b(?:by |from )?non-?members? (?:to|of|not|are)|\\bmembers[- ]only|\\brestricted (?:recipient|mailbox|group|to (?:internal|members|authenticated|authori[sz]ed))|\\binternal (?:recipient|use|address|senders?) only|\\brecipient preferences|\\bauthenticated senders only|\\b(?:blocked|rejected|refused) by (?:the )?(?:recipient|user)\\b(?!'s (?:mail )?(?:server|host|domain))|\\bhas restricted sms",
);

/** Retry later: the host does this to every unknown sender. */
export const GREYLIST = any(
  "\\bgr[ae]y-? ?list|postgrey|\\bmilter-greylist|\\bsqlgrey|\\bfirst (?:contact|time|attempt|delivery)|\\bnew (?:triplet|sender)|\\byou must wait|\\bplease (?:come back|wait)|\\bunknown triplet",
);

/** Too many connections or recipients, or too often. */
export const RATE_LIMIT = any(
  "\\brate.?limit|\\bthrottl|\\btoo (?:fast|quickly|frequent)|\\bslow down|\\btry again slower|\\btoo many (?:concurrent|parallel|simultaneous|open|smtp|connections?|sessions?|messages?|e?-?mails?|errors?|requests?|commands?|invalid|unknown|bad|failed|failures|attempts?|transactions?|deliver\\w{1,4}|nonexist\\w{1,5}|non-exist\\w{1,5}|hits|unrecogni[sz]ed|incorrect|wrong)",
  "\\bexceed(?:s|ed|ing)? (?:\\S{1,30} ){0,4}(?:rate|connections?|connection limit|(?:hourly|daily|sending|hour|day|minute) ?(?:limit|quota)?)\\b|\\b(?:connection|session|hourly|daily|sending|sender|message) (?:rate|limit|quota)\\b|\\bmax(?:imum)? (?:number of )?(?:connections?|sessions?)|\\bunusual (?:rate|sending)|\\bunexpected volume|\\buser complaints|\\breduce (?:your|the) (?:sending )?rate|\\bper (?:hour|minute|day)\\b|\\[?tss0\\d|\\brp-00\\d|\\btoo many recipients from \\[?[0-9a-f]{1,4}[.:]|\\bfrequency limit|\\bexcessive (?:unknown|invalid|volume)|^e-?mail quota exceeded|trop de connexions|mehr als \\d{1,6} verbindungen",
);

export const TOO_MANY_RECIPIENTS = any(
  "\\btoo many (?:rcpts?|recipients?|rcpt to|users|addresses)|\\brecipients? (?:limit|count) (?:\\S{1,20} ){0,2}(?:exceeded|reached)|\\bmax(?:imum)? (?:number of )?recipients|\\bone recipient (?:at a time|per|only)|\\bonly one recipient",
);

/** The sender's configuration: reverse DNS, HELO, sender address, TLS. */
export const OUR_CONFIGURATION = any(
  "\\breverse (?:dns|lookup|hostname|name|record)|\\brdns\\b|\\bptr\\b|\\bcannot find your (?:reverse )?host ?name|\\bip name lookup|\\bunable to resolve (?:your|client|the client)|\\bcannot resolve your|\\bunresolvable (?:relay )?host|\\bfcrdns|\\bforward[- ]confirmed|\\bdns (?:lookup )?(?:of|for) (?:your|client|sending)",
  "\\b(?:helo|ehlo)\\b|\\bfully[- ]qualified host|\\bsend hello first|\\binvalid (?:domain name|hostname)|\\bhost ?name (?:is )?(?:invalid|required)",
  "\\bsender(?:'s)? (?:e-?mail )?(?:address |domain |host |mailbox |verify |verification |callout |id |policy |not |is |was |of )?(?:<?\\S{1,254}>? )?(?:rejected|refused|invalid|unknown|not (?:found|verified|exist|valid|accepted|allowed|permitted|owned)|does(?: not|n't) (?:exist|resolve)|fail(?:ed|ure)?|denied|unverifi\\w{1,5}|must|needs?|required)|\\b(?:invalid|bad|unknown|unverified|unroute?able|unauthenticated|unresolvable|empty|null|forged|missing) (?:envelope )?senders?\\b|\\bsender (?:verify|verification|callout|address verification) fail|\\bsender verify callout|\\bdomain of sender|\\bsender's domain|\\bcould not verify (?:the )?sender|\\bmail from (?!\\[?\\d{1,3}\\.)(?:\\S{1,254} )?(?:rejected|refused|not|denied|invalid|must)|\\benvelope (?:sender|from)|\\bempty (?:envelope|from)|\\breturn[- ]path|\\bbounce address|\\bsender domain|\\bfrom (?:domain|address) (?:is )?(?:invalid|rejected|not|does)|emetteur invalide",
  "\\bspf\\b|\\bdkim\\b|\\bdmarc\\b|\\bsender policy|\\bmust issue a starttls|\\bstarttls\\b|\\btls (?:is )?(?:required|mandatory|needed)|\\bencryption (?:is )?(?:required|needed)|\\bunauthenticated (?:e?-?mail|message)",
);

/** The sender or its network is on a block list. */
export const BLOCKED_FOR_GOOD = any(
  "\\bs31[45]0\\b|\\bspamhaus|\\bspamcop|\\bsorbs\\b|\\buceprotect|\\babuseat|barracudacentral|barracuda reputation|\\binvaluement|\\bdnsbl|\\brbls?\\b|\\bzen\\.|\\bblack-? ?list|\\bblock-? ?list|\\bdeny-? ?list|\\breputation|\\bpossible forgery|\\bsenderscore|\\bsender ?base|\\btalosintelligence|\\bipcheck\\.|cloudmark|\\btosa@rx\\.t-online",
  "\\bblocked (?:using|by|for|due to(?! inactivity)|because|at|on|from|-|see|\\()|\\b(?:(?:your|client|sending|source|connecting|remote) (?:ip|ip address|host|server|network|mail ?server|mta|domain|isp|address)|sender (?:ip|ip address|host|server|network)|(?:this|the) (?:ip|ip address|client|sending \\S{1,20}))\\b(?:[^.;]|\\.(?=\\S)){0,60}?\\b(?:blocked|listed|banned|rejected|refused|denied|not allowed|not accepted|not permitted|blacklisted|bad|poor|spam\\w{0,5}|abus\\w{1,4}|dynamic|suspicious|prohibited|restricted)\\b|\\bclient host\\b|\\bbanned\\b|\\bdynamic ips?\\b|\\bip (?:address )?\\[?\\d{1,3}\\.|\\bsending spam|\\bspam (?:source|sender)|\\bspammers?\\b|\\bopen proxy|\\b(?:mail|messages?) from \\[?\\d{1,3}\\.",
);

/** Policy in general. */
export const REFUSED_BY_POLICY = any(
  "\\bblocked?\\b|\\bpolic(?:y|ies)\\b|\\bspam\\b|\\bunsolicited|\\babuse\\b|\\baccess (?:is )?denied|\\bpermission denied|\\bprohibit\\w{0,5}|\\bsecurity|\\bsuspicious|\\bnot (?:allowed|permitted|authori[sz]ed|welcome|trusted)|\\brejected (?:by|for|due|because|as)|\\brefused\\b|\\bdenied\\b|\\bforbidden|\\bfilter|\\bgo away\\b|\\bcontent\\b",
);

/** The host requires a log-in, which a mail exchanger does not require of other mail hosts. */
export const AUTHENTICATION = any(
  "\\bauth(?:entication|enticate|orization)? (?:is )?(?:required|needed|first)|\\bmust (?:be )?(?:authenticate|log ?in)|\\bsmtp auth|\\bpop before smtp|\\bnot logged in|\\blog ?in (?:first|required)",
);

/** The mailbox exists, and is busy. */
export const RECIPIENT_RATE = any(
  "\\breceiving (?:e?-?mail|messages) (?:at a rate|too (?:quickly|fast))|\\brecipient (?:\\S{1,254} )?(?:has )?(?:exceeded|reached) (?:\\S{1,20} ){0,2}(?:receiving|message rate|receive) (?:rate|limit)?",
);

/** A temporary problem of the host, in words that are not used for greylisting. */
export const LOCAL_TROUBLE = any(
  "\\btemporary (?:local |system |lookup )(?:problem|failure|error)|\\blookup fail|\\bdns temporary failure|\\bcould not complete recipient verify callout|\\binternal (?:server |system )?error",
);

/** The host lacks disk space. */
export const SYSTEM_STORAGE = any(
  "\\binsufficient system (?:storage|resources)|\\bsystem storage|\\bdisk full",
);

/** The number of characters of a reply that are read. */
export const TEXT_READ_MAX = 2_048;

/** Folds a reply text for matching: bounded, lower case, single blanks, none at the ends, plain apostrophes. */
export function foldText(text: string): string {
  return text.slice(0, TEXT_READ_MAX).toLowerCase().replace(/[’‘`]/g, "'").replace(/\s+/g, " ").trim();
}

function any(...alternatives: string[]): RegExp {
  return new RegExp(alternatives.join("|"), "u");
}
