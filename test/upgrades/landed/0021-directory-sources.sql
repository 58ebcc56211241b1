create table contact_sources (
      source text not null,
      -- How the source calls the contact.
      key text not null,
      contact_id text not null references contacts on delete cascade,
      primary key (source, key)
    );

insert into contact_sources select source, key, id from contacts;

create index contact_sources_contact on contact_sources (contact_id);

alter table contacts
      -- The profile that linkedin_url means, however it was written: linkedin.com/in/ada
      add column linkedin_key text,
      -- {field: {source, at}}
      add column provenance jsonb not null default '{}';

update contacts set
      linkedin_key = rtrim(regexp_replace(regexp_replace(lower(linkedin_url), '^https?://', ''), '^([a-z]{2,3}|www)[.](linkedin[.])', '\2'), '/'),
      provenance = jsonb_build_object('email', jsonb_build_object('source', source, 'at', updated_at));

alter table contacts drop column source, drop column key;

drop index contacts_linkedin;

create index contacts_linkedin on contacts (linkedin_key) where linkedin_key is not null;

create table companies (
      domain text primary key,
      name text,
      industry text,
      size text,
      -- As for contacts.
      provenance jsonb not null default '{}',
      updated_at timestamptz not null default now()
    );

insert into companies (domain, name, industry, size)
    select distinct on (domain) domain, company, industry, company_size from contacts
    where domain is not null order by domain, updated_at desc;

create table erasure_salts (
      singleton boolean primary key default true check (singleton),
      salt bytea not null default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')
    );

insert into erasure_salts default values;

create table erasures (
      hash bytea primary key,
      created_at timestamptz not null default now()
    );

create function erasure_hash(identity text) returns bytea language sql stable as $$
      select sha256(salt || convert_to(identity, 'UTF8')) from erasure_salts
    $$;

alter table suppressions drop constraint suppressions_kind_check;

alter table suppressions add constraint suppressions_kind_check check (kind in ('email', 'domain', 'person'));
