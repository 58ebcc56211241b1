alter table jobs
      -- Of its messages: 1 is first.
      add column priority smallint not null default 10 check (priority between 1 and 100),
      -- Made by a call that waits for its one row; not among the jobs that are listed.
      add column single boolean not null default false;

create unlogged table waiting_calls (
      id text primary key,
      subject text not null,
      -- Whoever dies while waiting frees the place by itself.
      expires_at timestamptz not null
    );

create index waiting_calls_subject on waiting_calls (subject);

create function enter_call(call text, who text, most int, stay interval) returns boolean language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(hashtextextended('waiting-calls ' || who, 0));
      delete from waiting_calls where subject = who and expires_at < clock_timestamp();
      if (select count(*) from waiting_calls where subject = who) >= most then
        return false;
      end if;
      insert into waiting_calls (id, subject, expires_at) values (call, who, clock_timestamp() + stay);
      return true;
    end $$;
