create table wallets (
      organization_id text not null references organizations,
      mode text not null check (mode in ('live', 'test')),
      granted bigint not null default 0 check (granted between 0 and 9007199254740991),
      available bigint not null default 0 check (available >= 0),
      reserved bigint not null default 0 check (reserved >= 0),
      spent bigint not null default 0 check (spent >= 0),
      version bigint not null default 0 check (version >= 0),
      entered_version bigint generated always as (nullif(version, 0)) stored,
      primary key (organization_id, mode),
      constraint wallet_conservation check (granted = available + reserved + spent),
      constraint wallet_starts_empty check (version > 0 or granted = 0)
    );

create table reservations (
      id text primary key,
      organization_id text not null,
      mode text not null,
      job_id text,
      amount bigint not null check (amount > 0),
      captured bigint not null default 0 check (captured >= 0),
      released bigint not null default 0 check (released >= 0),
      created_at timestamptz not null default now(),
      closed_at timestamptz,
      foreign key (organization_id, mode) references wallets (organization_id, mode),
      constraint reservation_of_one_wallet unique (id, organization_id, mode),
      constraint reservation_never_overdrawn check (captured + released <= amount),
      constraint reservation_closed_means_settled check ((closed_at is not null) = (captured + released = amount))
    );

create unique index reservations_job on reservations (job_id) where job_id is not null;

create index reservations_open on reservations (created_at) where closed_at is null;

create index reservations_wallet on reservations (organization_id, mode);

create function sum_of_reasons(reasons jsonb) returns bigint language sql immutable strict as $$
      select coalesce(sum(value::bigint), 0)::bigint from jsonb_each_text(reasons)
    $$;

create table entries (
      id text primary key,
      organization_id text not null,
      mode text not null,
      kind text not null,
      delta_granted bigint not null default 0,
      delta_available bigint not null default 0,
      delta_reserved bigint not null default 0,
      delta_spent bigint not null default 0,
      wallet_version bigint not null check (wallet_version > 0),
      available_after bigint not null check (available_after >= 0),
      reserved_after bigint not null check (reserved_after >= 0),
      spent_after bigint not null check (spent_after >= 0),
      version_before bigint generated always as (nullif(wallet_version - 1, 0)) stored,
      available_before bigint generated always as (available_after - delta_available) stored,
      reserved_before bigint generated always as (reserved_after - delta_reserved) stored,
      spent_before bigint generated always as (spent_after - delta_spent) stored,
      reservation_id text,
      job_id text,
      subject text,
      reasons jsonb,
      reverses text references entries,
      idempotency_key text not null,
      key_part smallint not null default 1,
      created_at timestamptz not null default clock_timestamp(),
      foreign key (organization_id, mode) references wallets (organization_id, mode),
      constraint entry_reservation_of_its_wallet foreign key (reservation_id, organization_id, mode)
        references reservations (id, organization_id, mode),
      constraint entry_balances check (delta_granted = delta_available + delta_reserved + delta_spent),
      constraint entry_moves_what_its_kind_says check (
        case kind
          when 'grant' then delta_granted > 0 and delta_available = delta_granted
            and delta_reserved = 0 and delta_spent = 0
          when 'reserve' then delta_reserved > 0 and delta_available = -delta_reserved and delta_spent = 0
          when 'capture' then delta_spent > 0 and delta_reserved = -delta_spent and delta_available = 0
          when 'release' then delta_available > 0 and delta_reserved = -delta_available and delta_spent = 0
          when 'refund' then delta_available > 0 and delta_spent = -delta_available and delta_reserved = 0
          else false
        end),
      constraint entry_names_its_reservation check (
        (kind in ('reserve', 'capture', 'release')) = (reservation_id is not null)),
      constraint entry_release_says_why check ((kind = 'release') = (reasons is not null)),
      constraint entry_reasons_add_up check (sum_of_reasons(reasons) = delta_available),
      constraint entry_refund_names_its_capture check ((kind = 'refund') = (reverses is not null)),
      constraint entry_refund_names_its_row check (kind <> 'refund' or subject is not null),
      constraint entry_key_length check (length(idempotency_key) between 1 and 400),
      -- A settlement posts a capture and a release under one key: the release is its second part.
      constraint entry_key_part check (key_part = 1 or (key_part = 2 and kind = 'release')),
      constraint entry_versions_unique unique (organization_id, mode, wallet_version),
      constraint entry_balances_after unique
        (organization_id, mode, wallet_version, available_after, reserved_after, spent_after),
      constraint entry_first_finds_nothing check (
        wallet_version > 1 or (available_before = 0 and reserved_before = 0 and spent_before = 0)),
      constraint entry_continues_the_previous foreign key
        (organization_id, mode, version_before, available_before, reserved_before, spent_before) references entries
        (organization_id, mode, wallet_version, available_after, reserved_after, spent_after)
    );

create unique index entry_key_unique on entries
      ((organization_id || '/' || mode || '/' || idempotency_key), key_part);

create unique index entries_one_refund_per_row on entries (reverses, subject) where kind = 'refund';

create index entries_job on entries (job_id) where job_id is not null;

alter table wallets add constraint wallet_equals_its_newest_entry foreign key
      (organization_id, mode, entered_version, available, reserved, spent) references entries
      (organization_id, mode, wallet_version, available_after, reserved_after, spent_after);

create function reject_mutation() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
    end $$;

create trigger entries_append_only before update or delete on entries
    for each row execute function reject_mutation();

create trigger entries_no_truncate before truncate on entries
    for each statement execute function reject_mutation();

create function check_refund() returns trigger language plpgsql as $$
    declare capture entries;
    begin
      select * into capture from entries where id = new.reverses;
      if capture.kind <> 'capture' or capture.organization_id <> new.organization_id or capture.mode <> new.mode then
        raise exception 'refund % reverses %, which is not a capture of its wallet', new.id, new.reverses
          using errcode = 'check_violation', constraint = 'entry_refund_reverses_a_capture';
      end if;
      if (select sum(delta_available) from entries where reverses = new.reverses and kind = 'refund')
        > capture.delta_spent then
        raise exception 'the refunds of % exceed its %', new.reverses, capture.delta_spent
          using errcode = 'check_violation', constraint = 'entry_refunds_within_capture';
      end if;
      return null;
    end $$;

create trigger entries_refund_within_capture after insert on entries
    for each row when (new.kind = 'refund') execute function check_refund();
