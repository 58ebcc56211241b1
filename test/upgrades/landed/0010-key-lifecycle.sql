alter table api_keys
      add column allowed_addresses text[] check (cardinality(allowed_addresses) > 0),
      add column previous_token_hash bytea unique,
      add column previous_token_until timestamptz,
      add column rolled_at timestamptz,
      add column revoked_reason text check (revoked_reason in ('revoked', 'exposed')),
      add column leak_url text,
      add check ((previous_token_hash is null) = (previous_token_until is null)),
      add check (revoked_reason is null or revoked_at is not null);
