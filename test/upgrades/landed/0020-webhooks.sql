alter table endpoints
      add column registered boolean not null default false,
      -- null: all of them
      add column event_types text[] check (cardinality(event_types) > 0);

alter table events
      add column number bigint generated always as identity,
      -- Events are listed in this order, and only once no older transaction is open: so none turns up behind a reader.
      add column transaction_id xid8 not null default pg_current_xact_id(),
      add column endpoint_id text references endpoints;

create index events_order on events (organization_id, mode, transaction_id, number);
