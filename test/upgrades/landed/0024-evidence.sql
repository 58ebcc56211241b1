alter table results
      -- Of the rules that the verdict came from; null: made before they were kept.
      add column classifier_version text,
      add column verdict_version text,
      -- The verdict in words, with the deciding answer.
      add column why text,
      -- Addresses like this one: what a score is fitted for. Null where none is foretold.
      add column score_bucket text,
      add column score real check (score between 0 and 1),
      -- How many outcomes of such addresses were known then.
      add column score_outcomes int,
      add column score_model text;

create table verification_attempts (
      job_number bigint not null,
      row int not null,
      attempt int not null check (attempt > 0),
      address text not null,
      email_status text not null check (email_status in ('valid', 'catch_all', 'risky', 'invalid', 'unknown')),
      email_reason text not null,
      why text,
      evidence jsonb,
      classifier_version text,
      verdict_version text,
      at timestamptz not null,
      primary key (job_number, row, attempt)
    );

create trigger "verification_attempts_append_only" before update or delete on "verification_attempts"
    for each row execute function reject_mutation();

create trigger "verification_attempts_no_truncate" before truncate on "verification_attempts"
    for each statement execute function reject_mutation();

create table reclassification_runs (
      number bigint generated always as identity unique,
      id text primary key,
      -- A dry run counts and changes nothing.
      dry_run boolean not null,
      -- Of the rules that it judges by: those of the worker that took it up.
      classifier_version text,
      verdict_version text,
      -- The last result that was looked at.
      job_number bigint not null default 0,
      row int not null default 0,
      examined bigint not null default 0,
      refunds bigint not null default 0,
      refunded_millicredits bigint not null default 0,
      -- By "from>to", each as status/reason.
      changes jsonb not null default '{}',
      created_at timestamptz not null default now(),
      ended_at timestamptz
    );

create index reclassification_runs_open on reclassification_runs (number) where ended_at is null;

create table reclassifications (
      job_number bigint not null,
      row int not null,
      -- 1 is the first time that the verdict changed.
      number int not null check (number > 0),
      run_id text not null references reclassification_runs,
      from_status text not null,
      from_reason text not null,
      to_status text not null,
      to_reason text not null,
      why text not null,
      from_classifier_version text,
      from_verdict_version text,
      classifier_version text not null,
      verdict_version text not null,
      at timestamptz not null default now(),
      primary key (job_number, row, number)
    );

create trigger "reclassifications_append_only" before update or delete on "reclassifications"
    for each row execute function reject_mutation();

create trigger "reclassifications_no_truncate" before truncate on "reclassifications"
    for each statement execute function reject_mutation();

create table score_outcomes (
      mode text not null check (mode in ('live', 'test')),
      address_hash bytea not null,
      bucket text not null,
      good boolean not null,
      source text not null check (source in ('bounce', 'recheck')),
      predicted_at timestamptz not null,
      observed_at timestamptz not null,
      -- A fifth of the addresses, whatever becomes of them: never fitted on, only measured on.
      held_out boolean not null generated always as (get_byte(address_hash, 0) % 5 = 0) stored,
      primary key (mode, address_hash)
    );

create table score_fits (
      number bigint generated always as identity primary key,
      model text not null,
      -- What was known until then is in it.
      observed_until timestamptz not null,
      -- By mode: how foretold and observed agree on the addresses that were held out.
      calibration jsonb not null,
      fitted_at timestamptz not null default now()
    );

create table score_buckets (
      mode text not null check (mode in ('live', 'test')),
      bucket text not null,
      outcomes int not null check (outcomes >= 0),
      -- null: too few outcomes.
      score real check (score between 0 and 1),
      model text not null,
      primary key (mode, bucket)
    );

create index results_foretold on results (lower(email))
    where entry_id is null and score_bucket is not null and not email_masked;

create index jobs_ended on jobs (ended_at) where ended_at is not null;

alter table bounces add column address text;

create index bounces_domain on bounces (mode, substring(address from '[^@]*$'), received_at)
    where decision <> 'soft_bounce';

create index bounces_created on bounces (created_at);

create table bouncing_domains (
      mode text not null check (mode in ('live', 'test')),
      domain text not null,
      -- Distinct addresses that were valid, and those of them that bounced, as the organizations that report saw them.
      accepted int not null,
      bounced int not null check (bounced <= accepted),
      last_bounce_at timestamptz not null,
      primary key (mode, domain)
    );

create index results_valid_domain on results (substring(lower(email) from '[^@]*$'))
    where email_status = 'valid' and entry_id is not null;
