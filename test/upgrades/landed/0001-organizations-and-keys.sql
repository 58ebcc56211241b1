create table organizations (
      id text primary key,
      name text not null,
      -- Sealed (AES-256-GCM): callbacks are signed with it, so it must be readable by the worker.
      webhook_secret text not null,
      suspended_at timestamptz,
      created_at timestamptz not null default now()
    );

create table members (
      id text primary key,
      organization_id text not null references organizations,
      email text not null unique check (email = lower(email)),
      password_hash text not null,
      role text not null check (role in ('owner', 'member', 'read_only')),
      created_at timestamptz not null default now()
    );

create table api_keys (
      id text primary key,
      organization_id text not null references organizations,
      mode text not null check (mode in ('live', 'test')),
      name text not null,
      token_start text not null,
      token_last_four text not null,
      token_hash bytea not null unique,
      pepper_version int not null,
      scopes text[] not null,
      expires_at timestamptz,
      revoked_at timestamptz,
      last_used_at timestamptz,
      created_at timestamptz not null default now()
    );

create index api_keys_organization on api_keys (organization_id);

create unlogged table rate_buckets (key text primary key, arrival timestamptz not null);

create function take_from_bucket(bucket text, per interval, burst int, cost int default 1)
    returns table (allowed boolean, remaining int, retry_after double precision, reset_after double precision)
    language plpgsql as $$
    declare
      instant timestamptz := clock_timestamp();
      next timestamptz;
    begin
      if cost > burst then
        raise exception 'a cost of % can never pass a burst of %', cost, burst;
      end if;
      insert into rate_buckets as b values (bucket, instant + per * cost)
      on conflict (key) do update set arrival = greatest(b.arrival, instant) + per * cost
        where greatest(b.arrival, instant) + per * cost <= instant + per * burst
      returning b.arrival into next;
      if found then
        return query select true,
          floor(extract(epoch from (instant + per * burst - next)) / extract(epoch from per))::int,
          0::double precision,
          extract(epoch from (next - instant))::double precision;
      else
        select b.arrival into next from rate_buckets b where b.key = bucket;
        return query select false, 0,
          greatest(extract(epoch from (next + per * cost - per * burst - instant)), 0)::double precision,
          greatest(extract(epoch from (next - instant)), 0)::double precision;
      end if;
    end $$;
