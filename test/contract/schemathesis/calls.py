"""Makes most valid calls find what they name, so that they succeed, and keeps the rules that OpenAPI has no words for."""

import re
from uuid import uuid4

import schemathesis
from schemathesis.core.parameters import ParameterLocation

from account import CALLBACK_URL, known_ids, mode_of, remember_ids, turns

EXAMPLE_CALLBACK_URL = "https://example.com/hooks/winnow"
EXAMPLE_IDEMPOTENCY_KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
LONGEST_WAIT_SECONDS = 1

# By the name that stands before an id in a path: /v1/jobs/{id}.
PREFIXES = {
    "deliveries": "del",
    "entries": "ent",
    "invitations": "inv",
    "jobs": "job",
    "keys": "key",
    "members": "mem",
    "reclassifications": "rcl",
    "sessions": "ses",
    "suppressions": "sup",
    "webhooks": "whk",
}
# Members that may be left out and name what has to exist: made up, they have the whole call refused.
REFERENCES = ("cursor", "encoding", "invitation", "webhook_id")


@schemathesis.hook
def after_call(context, case, response):
    # Lists of these name the caller's own key and session, too, which other calls would end.
    is_own = case.method == "GET" and re.search("keys|members|sessions?$", case.path)
    if response.status_code < 300 and not is_own:
        remember_ids(mode_of(case), response.text)


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = case.operation.definition.raw.get("operationId")
    if not case.meta.is_negative_at(ParameterLocation.PATH):
        put_known_ids(case)
    put_what_works(case)
    if case.meta.generation.mode.is_positive:
        leave_out_references(case)
        keep_rules_of_query(operation, case)
    wait = str(case.query.get("wait"))
    if operation == "listEvents" and wait.isdecimal() and int(wait) <= 20:
        case.query["wait"] = min(int(wait), LONGEST_WAIT_SECONDS)


def mostly():
    return next(turns) % 4 > 0


def put_known_ids(case):
    if "row" in case.path_parameters and mostly():
        case.path_parameters["row"] = "1"
    for resource, name in re.findall(r"([a-z-]+)/\{(\w+)\}", case.path):
        ids = known_ids[mode_of(case), PREFIXES.get(resource)]
        if ids and mostly():
            case.path_parameters[name] = ids[next(turns) % len(ids)]


def put_what_works(case):
    """In the place of examples that work once only, or elsewhere."""
    if case.headers.get("Idempotency-Key") == EXAMPLE_IDEMPOTENCY_KEY:
        case.headers["Idempotency-Key"] = str(uuid4())
    for part in (case.query, case.body):
        for name in ("url", "callback_url"):
            if isinstance(part, dict) and part.get(name) == EXAMPLE_CALLBACK_URL:
                part[name] = CALLBACK_URL


def leave_out_references(case):
    for part in (case.query, case.body):
        for name in REFERENCES:
            if isinstance(part, dict) and name in part and mostly():
                del part[name]


def keep_rules_of_query(operation, case):
    if operation == "createJob" and case.media_type == "application/json":
        # The options stand in the JSON.
        case.query.clear()
    elif operation == "createJob":
        case.query.setdefault("kind", "verify")
        if "callback_url" in case.query:
            case.query.pop("webhook_id", None)
    elif operation == "listEvents":
        for name in [name for name in ("after", "from", "tail") if name in case.query][1:]:
            del case.query[name]
