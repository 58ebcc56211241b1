alter table api_keys
      add column max_millicredits_per_day bigint check (max_millicredits_per_day > 0),
      add column max_millicredits_total bigint check (max_millicredits_total > 0);

create index jobs_key on jobs (key_id);
