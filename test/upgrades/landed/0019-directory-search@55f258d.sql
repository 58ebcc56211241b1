alter table contacts
      add column seniority_level text,
      add column department text,
      add column industry text,
      add column company_size text,
      add column state text,
      -- When email_status was found out; null: nobody has asked a mail host.
      add column verified_at timestamptz,
      -- Folded words of name, title, company and domain: the 'simple' configuration then has nothing left to do.
      add column search_text text not null default '',
      add column search tsvector generated always as (to_tsvector('simple', search_text)) stored;

update contacts set search_text = concat_ws(' ', name_key, lower(job_title), company_key, domain);

create index contacts_search on contacts using gin (search);

create index "contacts_country" on contacts ("country", id)
      where "country" is not null;

create index "contacts_state" on contacts ("state", id)
      where "state" is not null;

create index "contacts_city" on contacts ("city", id)
      where "city" is not null;

create index "contacts_industry" on contacts ("industry", id)
      where "industry" is not null;

create index "contacts_company_size" on contacts ("company_size", id)
      where "company_size" is not null;

create index "contacts_seniority_level" on contacts ("seniority_level", id)
      where "seniority_level" is not null;

create index "contacts_department" on contacts ("department", id)
      where "department" is not null;

create index contacts_job_title on contacts (lower(job_title), id);

create index contacts_email_status on contacts (email_status, id);

create index contacts_domain_id on contacts (domain, id);

create index contacts_verified_at on contacts (verified_at);
