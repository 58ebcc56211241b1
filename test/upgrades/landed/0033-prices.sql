alter table jobs
      -- Of one billed row; 0 is free. Which statuses are billed is charge_on: what the caller left of what is billable.
      add column price_millicredits bigint not null default 1000 check (price_millicredits >= 0),
      -- Its rows are contacts of the directory: what is not billed is not shown.
      add column reveals boolean not null default false;

update jobs set reveals = true where single and kind = 'enrich' and max_wait_seconds = 0;

alter table uploads
      -- The quote of the preview: it holds for every job that starts from the upload.
      add column price_millicredits bigint not null default 1000 check (price_millicredits >= 0),
      add column billable text[] not null default '{valid,catch_all}';

alter table entitlements alter column entry_id drop not null;
