alter table job_rows
      -- 1-based line of the file; null where it follows from the row: row + 1 below a header, row without one.
      add column line int;

create table uploads (
      id text primary key,
      organization_id text not null references organizations,
      mode text not null check (mode in ('live', 'test')),
      kind text not null check (kind in ('enrich', 'verify')),
      -- Its rows stand in job_rows under this number, which the job takes that starts from it.
      job_number bigint not null unique,
      -- As in jobs.
      source jsonb not null,
      -- How the preview was told to read the file: mapping, encoding, delimiter, has_header.
      reading jsonb not null,
      -- Of the bytes.
      sha256 bytea not null,
      submitted int not null check (submitted > 0),
      -- Of them, those that may cost something.
      usable int not null,
      -- The job that started from it. There is none for trials.
      job_id text references jobs on delete cascade,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      -- Since when its rows are being removed: nothing starts from it any more.
      dropped_at timestamptz
    );

create index uploads_kept on uploads (organization_id, mode, expires_at);

create index uploads_age on uploads (expires_at);

alter table jobs
      -- The file that the job was made of, while it is kept or was.
      add column upload_id text,
      -- Of the first rows of it only.
      add column trial boolean not null default false;

create index jobs_trials on jobs (upload_id) where trial;

create sequence jobs_position;

alter table jobs add column position bigint;

update jobs set position = number;

select setval('jobs_position', coalesce((select max(number) from jobs), 0) + 1, false);

alter table jobs
      alter column position set default nextval('jobs_position'),
      alter column position set not null;

drop index jobs_organization;

create index jobs_organization on jobs (organization_id, mode, position desc);
