create table call_counts (
      organization_id text not null references organizations,
      mode text not null check (mode in ('live', 'test')),
      key_id text not null,
      -- As the route table names it: 'GET /v1/jobs/:id'.
      endpoint text not null,
      -- In UTC.
      day date not null,
      calls bigint not null check (calls >= 0),
      -- Those of them that a limit refused.
      denied bigint not null check (denied between 0 and calls),
      primary key (organization_id, mode, day, key_id, endpoint)
    ) with (fillfactor = 80);

create index entries_wallet_time on entries (organization_id, mode, created_at);
