create table bounces (
      number bigint generated always as identity primary key,
      organization_id text not null,
      mode text not null,
      email text not null,
      dsn text not null,
      received_at timestamptz not null,
      decision text not null check (decision in
        ('refunded', 'already_refunded', 'outside_window', 'not_owned', 'soft_bounce')),
      entry_id text references entries,
      created_at timestamptz not null default now(),
      foreign key (organization_id, mode) references wallets (organization_id, mode),
      check ((entry_id is not null) = (decision in ('refunded', 'already_refunded')))
    );

create index bounces_wallet on bounces (organization_id, mode, number desc);

create index results_paid on results (lower(email)) where entry_id is not null;
