alter table chunks
      -- When its rows were settled; null where it was split or taken back instead.
      add column done_at timestamptz;

alter table jobs
      -- Since when its chunks may be worked on: since it was planned, or last went on.
      add column at_work_since timestamptz;

update jobs set at_work_since = started_at where ended_at is null;

create index entries_refunds on entries (job_id) where kind = 'refund';
