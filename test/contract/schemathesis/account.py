"""Accounts, what they hold, and a credential for each call."""

import itertools
import os
import re
from collections import defaultdict, deque
from uuid import uuid4

import requests
import schemathesis

SERVER = os.environ["WINNOW_SERVER"]
OPERATOR_TOKEN = os.environ["WINNOW_OPERATOR_TOKEN"]
CALLBACK_URL = os.environ["WINNOW_CALLBACK_URL"]
PASSWORD = "a quite long password"
TIMEOUT_SECONDS = 120

# Turns of everything that is taken in turn.
turns = itertools.count(1)

# Ids that answers named under the present account, by mode and prefix.
known_ids = defaultdict(lambda: deque(maxlen=8))
ID = re.compile(r'"([a-z]+_[0-9a-hjkmnp-tv-z]{26})"')


def remember_ids(mode, text):
    for found in ID.findall(text):
        known_ids[mode, found.split("_")[0]].append(found)


def mode_of(case):
    """The mode that a call is made in, as far as its credential tells."""
    key = case.headers.get("Authorization") or case.headers.get("X-Api-Key")
    if key is None:
        return case.headers.get("Winnow-Mode")
    return "live" if "wn_live_" in key else "test"


def call(method, path, body=None, **headers):
    answer = requests.request(method, SERVER + path, json=body, headers=headers, timeout=TIMEOUT_SECONDS)
    answer.raise_for_status()
    return answer


def sign_up():
    """A new organization: its two keys, and the cookie of its owner's session."""
    account = {"email": f"owner-{os.getpid()}-{next(turns)}@example.com", "password": PASSWORD}
    keys = {key["mode"]: key["token"] for key in call("POST", "/v1/signup", account).json()["keys"]}
    furnish(keys["test"])
    session = call("POST", "/v1/session", account).cookies["winnow.session_token"]
    return {**keys, "session": session}


def furnish(key):
    """Creates one of each, so that there are ids which exist."""
    known_ids.clear()
    row = {"email": "ada.lovelace@deliverable.test"}
    suppression = {"kind": "domain", "value": "example.test"}
    for method, path, body in [
        ("POST", "/v1/jobs", {"kind": "verify", "rows": [row]}),
        ("POST", "/v1/keys", {"name": "spare"}),
        ("POST", "/v1/suppressions", {"suppressions": [suppression]}),
        ("POST", "/v1/webhooks", {"url": CALLBACK_URL}),
        ("GET", "/v1/credits/entries", None),
    ]:
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": str(uuid4())}
        remember_ids("test", call(method, path, body, **headers).text)


@schemathesis.auth(retry_on=[401])
class EveryKindOfCredential:
    """Gives each call a credential that the `security` of its operation names, all kinds in turn.

    Calls end sessions and revoke keys, their own included. After a 401 the next account is used.
    """

    def get(self, case, context):
        return sign_up()

    def set(self, case, account, context):
        alternatives = context.operation.definition.raw.get("security", [])
        kinds = [kind for alternative in alternatives for kind in alternative]
        if not kinds:
            return
        kind = kinds[next(turns) % len(kinds)]
        # Mostly one mode: what was created in it is found in it.
        mode = "live" if next(turns) % 7 == 0 else "test"
        if kind == "operator":
            case.headers["Authorization"] = f"Bearer {OPERATOR_TOKEN}"
        elif kind == "session":
            case.cookies["winnow.session_token"] = account["session"]
            case.headers.setdefault("Winnow-Mode", mode)
        elif kind == "keyHeader":
            case.headers["X-Api-Key"] = account[mode]
        else:
            case.headers["Authorization"] = f"Bearer {account[mode]}"
