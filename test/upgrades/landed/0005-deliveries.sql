create table endpoints (
      id text primary key,
      organization_id text not null references organizations,
      mode text not null,
      url text not null,
      -- The last sequence number given out; each endpoint counts without gaps.
      sequence bigint not null default 0,
      -- One lane per endpoint: whoever holds the lease delivers, a hanging receiver delays nobody else.
      epoch int not null default 0,
      leased_until timestamptz,
      failing_since timestamptz,
      disabled_at timestamptz,
      created_at timestamptz not null default now(),
      unique (organization_id, mode, url)
    );

alter table jobs add foreign key (endpoint_id) references endpoints;

create table events (
      id text primary key,
      organization_id text not null references organizations,
      mode text not null,
      type text not null,
      job_id text references jobs,
      -- rows.batch: the page number; 0 for events that happen once a job.
      page int not null default 0,
      created_at timestamptz not null default now(),
      unique (job_id, type, page)
    );

create table deliveries (
      id text primary key,
      endpoint_id text not null references endpoints,
      event_id text not null references events,
      sequence bigint not null,
      -- Frozen when the event is created: each attempt posts the same bytes.
      body text not null,
      state text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
      attempts int not null default 0,
      next_attempt_at timestamptz not null default now(),
      rung_at timestamptz,
      delivered_at timestamptz,
      unique (endpoint_id, event_id),
      unique (endpoint_id, sequence)
    );

create index deliveries_due on deliveries (next_attempt_at) where state = 'pending';

create index deliveries_lane on deliveries (endpoint_id, sequence) where state = 'pending';

create table delivery_attempts (
      delivery_id text not null references deliveries,
      attempt int not null,
      outcome text not null,
      status int,
      detail text,
      duration_ms int not null,
      at timestamptz not null default now(),
      primary key (delivery_id, attempt)
    );
