create table contacts (
      id text primary key,
      source text not null,
      key text not null,
      first_name text,
      last_name text,
      job_title text,
      company text,
      domain text,
      email text,
      email_status text not null default 'unknown',
      country text,
      city text,
      linkedin_url text,
      phone text,
      -- Folded (lower case, no accents): what rows are matched on.
      name_key text not null,
      company_key text,
      updated_at timestamptz not null default now(),
      unique (source, key)
    );

create index contacts_email on contacts (email) where email is not null;

create index contacts_domain on contacts (domain, name_key);

create index contacts_company on contacts (company_key, name_key);

create index contacts_linkedin on contacts (linkedin_url) where linkedin_url is not null;

create table entitlements (
      organization_id text not null references organizations,
      mode text not null,
      subject text not null,
      entry_id text not null references entries,
      created_at timestamptz not null default now(),
      primary key (organization_id, mode, subject)
    );

create table suppressions (
      -- null: suppressed for every organization of this server
      organization_id text references organizations,
      kind text not null check (kind in ('email', 'domain')),
      value text not null check (value = lower(value)),
      created_at timestamptz not null default now()
    );

create unique index suppressions_unique on suppressions (value, kind, organization_id) nulls not distinct;
