#!/bin/sh
# An OpenSMTPD filter (smtpd-filters(7)): defers each recipient of grey.opensmtpd.test on its first attempt.
while read -r line && [ "$line" != "config|ready" ]; do :; done
echo "register|filter|smtp-in|rcpt-to"
echo "register|ready"
seen=" "
while IFS="|" read -r _ _ _ _ _ session token recipient; do
  answer=proceed
  case $recipient in
  *@grey.opensmtpd.test)
    case $seen in
    *" $recipient "*) ;;
    *)
      seen="$seen$recipient "
      answer="reject|451 4.7.1 Greylisted, please try again later"
      ;;
    esac
    ;;
  esac
  echo "filter-result|$session|$token|$answer"
done
