"""What a customer does first, with nothing but the generated client: sign up, verify an email, run a CSV, read results.

Run as `python journey.py <base URL>`, beside the generated package `winnow`. Prints one line of JSON for each step.
"""

import json
import sys
from io import BytesIO
from uuid import uuid4

from winnow import AuthenticatedClient, Client
from winnow.api.accounts import sign_up
from winnow.api.jobs import create_job, show_job, show_results
from winnow.api.single import verify
from winnow.api.webhooks import list_events
from winnow.models import (
    EmailStatus,
    EventPage,
    Job,
    JobKind,
    JobStatus,
    Mode,
    Problem,
    RowPage,
    RowState,
    Signup,
    SignupAnswer,
    VerifyAnswer,
    VerifyEmail,
    WebhookEventType,
)
from winnow.types import File

CSV = "Nr;Kontakt;Adresse\r\nK-1;Ada;ada.lovelace@deliverable.test\r\nK-2;Alan;nobody@deliverable.test\r\n"
MAPPING = {"ref": "Nr", "email": "Adresse"}


def report(step: str, **values: object) -> None:
    print(json.dumps({"step": step, **values}))


def signed_up(base_url: str) -> AuthenticatedClient:
    anyone = Client(base_url=base_url, raise_on_unexpected_status=True)
    body = Signup(email=f"ada-{uuid4()}@example.com", password="a quite long password")
    account = sign_up.sync(client=anyone, body=body)
    assert isinstance(account, SignupAnswer), account
    key = next(key for key in account.keys if key.mode is Mode.TEST)
    report("sign-up", modes=sorted(key.mode for key in account.keys))
    # The server may hold a call for a minute.
    return AuthenticatedClient(base_url=base_url, token=key.token, timeout=120, raise_on_unexpected_status=True)


def verified(client: AuthenticatedClient) -> None:
    answer = verify.sync(client=client, body=VerifyEmail(email="grace.hopper@deliverable.test"))
    assert isinstance(answer, VerifyAnswer), answer
    assert answer.email.status is EmailStatus.VALID, answer
    report("verify", status=answer.email.status, credits=answer.charge.credits_ if answer.charge else 0)


def job_from_csv(client: AuthenticatedClient) -> Job:
    job = create_job.sync(
        client=client,
        body=File(payload=BytesIO(CSV.encode())),
        kind=JobKind.VERIFY,
        mapping=json.dumps(MAPPING),
        idempotency_key=str(uuid4()),
    )
    assert isinstance(job, Job), job
    report("job", mode=job.mode, submitted=job.counts.submitted)
    return job


def wait_for(client: AuthenticatedClient, job: Job) -> Job:
    after = None
    while True:
        page = list_events.sync(client=client, wait=20, **({"after": after} if after else {}))
        assert isinstance(page, EventPage), page
        if any(e.type_ is WebhookEventType.JOB_COMPLETED and e.job_id == job.id for e in page.data):
            break
        after = page.data[-1].id if page.data else after
    finished = show_job.sync(job.id, client=client)
    assert isinstance(finished, Job) and finished.status is JobStatus.COMPLETED, finished
    report("events", status=finished.status, captured=finished.credits_.captured)
    return finished


def results_of(client: AuthenticatedClient, job: Job) -> None:
    page = show_results.sync(job.id, client=client)
    assert isinstance(page, RowPage), page
    rows = [(row.ref, row.status, row.email.status if row.email else None) for row in page.data]
    assert all(row.status is RowState.VERIFIED for row in page.data), rows
    report("results", rows=rows)


def refused(client: AuthenticatedClient) -> None:
    problem = create_job.sync(
        client=client,
        body=File(payload=BytesIO(CSV.encode())),
        kind=JobKind.VERIFY,
        mapping=json.dumps({"email": "No such column"}),
        idempotency_key=str(uuid4()),
    )
    assert isinstance(problem, Problem) and problem.errors, problem
    report("error", status=problem.status, code=problem.code, pointer=problem.errors[0].pointer)


def main(base_url: str) -> None:
    client = signed_up(base_url)
    verified(client)
    job = wait_for(client, job_from_csv(client))
    results_of(client, job)
    refused(client)


main(sys.argv[1])
