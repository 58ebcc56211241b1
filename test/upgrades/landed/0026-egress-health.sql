create table egress_health (
      -- As it is configured: workers that leave by the same way share a row.
      egress text primary key,
      -- As mail hosts see it; null where nobody knows.
      address text,
      healthy text not null default 'unmeasured' check (healthy in ('yes', 'no', 'unmeasured')),
      checks jsonb not null default '[]',
      checked_at timestamptz,
      -- Since when it is as healthy as it is.
      since timestamptz not null default now(),
      -- When the next audit may begin. Whoever begins one moves it.
      audit_due_at timestamptz not null,
      -- Until when it counts: an egress that nobody audits any more holds nothing.
      valid_until timestamptz not null default now()
    );

create table workers (
      id text primary key,
      egress text not null,
      started_at timestamptz not null default now(),
      seen_at timestamptz not null default now()
    );
