create table provider_calls (
      -- Job, row, provider and operation, as the service is told in its idempotency key.
      key text primary key,
      organization_id text not null references organizations,
      mode text not null check (mode in ('live', 'test')),
      provider text not null,
      -- Whom it is about: the first of the identities that the row gives.
      person text not null,
      state text not null default 'intended' check (state in ('intended', 'found', 'not_found', 'refused', 'unknown')),
      -- Whether the service billed it, and what: the operator's books, not the customer's.
      charged boolean not null default false,
      price_credits double precision not null,
      answer jsonb,
      intended_at timestamptz not null default now(),
      settled_at timestamptz,
      check ((settled_at is null) = (state = 'intended'))
    );

create index provider_calls_person on provider_calls (organization_id, mode, provider, person, settled_at desc)
    where state in ('found', 'not_found');

create table providers (
      name text primary key,
      position int not null,
      price_credits double precision not null,
      fresh_for_days int,
      updated_at timestamptz not null default now()
    );

alter table organizations add column provider_order text[];
