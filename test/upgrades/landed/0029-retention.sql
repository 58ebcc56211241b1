alter table jobs
      -- From then on nobody is shown a row.
      add column results_deleted_at timestamptz,
      add column results_deletion text check (results_deletion in ('deleted', 'expired')),
      -- When the next part of what was deleted is removed; null: nothing is left, or nothing was deleted.
      add column purge_due_at timestamptz,
      add check ((results_deleted_at is null) = (results_deletion is null)),
      add check (results_deleted_at is null or ended_at is not null),
      add check (purge_due_at is null or results_deleted_at is not null);

create index jobs_purge on jobs (purge_due_at) where purge_due_at is not null;

create index jobs_kept on jobs (ended_at) where ended_at is not null and results_deleted_at is null;

create index deliveries_event on deliveries (event_id);

create table retention (
      only_one boolean primary key default true check (only_one),
      results_kept_days int not null check (results_kept_days > 0)
    );

insert into retention (results_kept_days) values (90);

create function reject_mutation_but_purge() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and current_setting('winnow.purge', true) = 'on' and exists (
        select from jobs where number = old.job_number and results_deleted_at is not null
      ) then
        return old;
      end if;
      raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
    end $$;

create or replace trigger "verification_attempts_append_only" before update or delete on "verification_attempts"
      for each row execute function reject_mutation_but_purge();

create or replace trigger "reclassifications_append_only" before update or delete on "reclassifications"
      for each row execute function reject_mutation_but_purge();
