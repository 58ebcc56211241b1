alter table chunks
      -- When its rows were settled; null where it was split or taken back instead.
      add column done_at timestamptz;

alter table jobs
      -- When it last went on after a pause; null: it runs since started_at.
      add column resumed_at timestamptz;

create index entries_refunds on entries (job_id) where kind = 'refund';
