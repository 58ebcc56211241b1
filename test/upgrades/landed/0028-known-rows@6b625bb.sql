alter table jobs
      -- A paid verdict no older than this is taken again for nothing.
      add column max_age_seconds int not null default 0 check (max_age_seconds >= 0),
      add column owned int not null default 0;

create index chunks_in_window on chunks (job_number, number)
    where state = 'pending' and rung_at is not null;
