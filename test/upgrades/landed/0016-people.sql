alter table members
      add column name text not null default '',
      add column updated_at timestamptz not null default now(),
      add column email_verified boolean not null default false,
      add column image text;

create index members_organization on members (organization_id);

create table credentials (
      id text primary key,
      member_id text not null references members on delete cascade,
      password text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      provider_id text not null,
      account_id text not null,
      unique (provider_id, account_id)
    );

create index credentials_member on credentials (member_id);

insert into credentials (id, member_id, password, provider_id, account_id)
    select 'cre' || substr(id, 4), id, password_hash, 'credential', id from members;

alter table members drop column password_hash;

create table sessions (
      id text primary key,
      member_id text not null references members on delete cascade,
      -- Worth nothing without its signature under the server's secret, which only the cookie carries.
      token text not null unique,
      expires_at timestamptz not null,
      ip_address text,
      user_agent text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );

create index sessions_member on sessions (member_id);

create table invitations (
      id text primary key,
      -- null: to sign up with an organization of one's own
      organization_id text references organizations,
      email text not null check (email = lower(email)),
      role text not null check (role in ('owner', 'member', 'read_only')),
      token_hash bytea not null unique,
      -- The member's id; null: the operator
      invited_by text,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      created_at timestamptz not null default now()
    );

create index invitations_organization on invitations (organization_id);

alter table call_counts rename column key_id to caller_id;

alter table jobs add column member_id text;
