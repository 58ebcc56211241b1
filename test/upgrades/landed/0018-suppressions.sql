alter table suppressions
      add column number bigint generated always as identity,
      add column id text;

update suppressions set id = 'sup_' || replace(gen_random_uuid()::text, '-', '');

alter table suppressions alter column id set not null, add primary key (id);

create index suppressions_organization on suppressions (organization_id, number);

create function domain_and_parents(domain text) returns text[] language sql immutable parallel safe as $$
      select coalesce(array_agg(array_to_string(parts[i:], '.')), '{}')
      from (select string_to_array(domain, '.') as parts) split, generate_subscripts(parts, 1) as i
    $$;
