"""Which answers to valid calls are right although a check doubts them: by what no schema can say, each by its code."""

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.openapi.checks import RejectedPositiveData, UseAfterFree

# Codes of problems.
REFUSALS = {
    "idempotency_key_reused",  # with another body before
    "insufficient_credits",
    "invalid_cursor",  # not of an earlier page
    "key_budget_exceeded",
    "mapping_ambiguous",
    "results_expired",
    "suppressed",
    "unreadable_csv",
}
# Codes of a problem's `errors`.
MISTAKES = {
    "empty_file",
    "in_the_future",
    "in_the_past",
    "invalid_address",  # neither an IP address nor a network
    "names_no_person",  # nothing but blanks, or a name that identifies no person
    "not_of_its_kind",  # a suppressed value
    "no_status_code",  # in a delivery report
    "nul_byte",
    "unknown_column",  # of the file, in `mapping`
    "unknown_encoding",
    "unknown_invitation",
    "unknown_provider",
    "unknown_webhook",
    "unresolvable",  # a callback that leaves this machine
}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Whether a failure counts."""
    if isinstance(failure, UseAfterFree):
        # What is deleted of a job is its rows and results: the job itself stays.
        return not case.path.startswith("/v1/jobs/{id}")
    if isinstance(failure, AcceptedNegativeData):
        # A known id has made it valid.
        return "positive test case" not in failure.message
    if not isinstance(failure, RejectedPositiveData):
        return True
    problem = response.json()
    mistakes = {mistake["code"] for mistake in problem.get("errors", [])}
    return problem["code"] not in REFUSALS and not (mistakes and mistakes <= MISTAKES)
