create table mail_provider_budgets (
      mode text not null check (mode in ('live', 'test')),
      -- Of a known provider, or the registrable domain of a mail host.
      provider text not null,
      egress text not null,
      -- Sessions that may be open at once: half of them after a throttled one, one more after a window's worth of good ones.
      session_window int not null check (session_window >= 1),
      session_max int not null check (session_max >= 1),
      -- Sessions that ended well since the window last changed.
      calm int not null default 0,
      last_grant bigint,
      -- The last grant before it was last throttled: sessions up to it are told of the same trouble.
      throttled_grant bigint,
      -- GCRA: when the next recipient would come if all came evenly.
      arrival timestamptz not null,
      paused_until timestamptz,
      -- In a row: each is twice as long as the one before.
      pauses int not null default 0,
      throttled_at timestamptz,
      blocked_at timestamptz,
      -- What the host said when it last throttled or blocked.
      reply text,
      used_at timestamptz not null,
      primary key (mode, provider, egress)
    ) with (fillfactor = 60);

create table mail_provider_pauses (
      mode text not null check (mode in ('live', 'test')),
      provider text not null,
      paused_until timestamptz not null,
      reason text,
      primary key (mode, provider)
    );

create table mail_provider_grants (
      id bigint generated always as identity primary key,
      mode text not null,
      provider text not null,
      egress text not null,
      -- That the session means to ask, and what each of them takes of the rate; null: any rate.
      recipients int not null,
      per interval,
      -- A killed worker ends no session.
      expires_at timestamptz not null
    );

create index mail_provider_grants_budget on mail_provider_grants (mode, provider, egress);

create table mail_provider_counts (
      mode text not null,
      provider text not null,
      egress text not null,
      -- Ten minutes from here.
      since timestamptz not null,
      sessions int not null,
      asked int not null,
      throttled int not null,
      blocked int not null,
      primary key (since, mode, provider, egress)
    ) with (fillfactor = 60);

create function acquire_mail_session(
      of_mode text, of_provider text, of_egress text, meant int, most int,
      per_recipient interval, burst int, stay interval, at timestamptz
    ) returns table (granted bigint, refusal text, wait_seconds double precision) language plpgsql as $$
    declare
      budget mail_provider_budgets;
      instant timestamptz;
      held_until timestamptz;
      open int;
      allowance interval;
    begin
      -- What a crash of the server may forget are half a second of sessions: no reason to wait for the disk each time.
      perform set_config('synchronous_commit', 'off', true);
      select * into budget from mail_provider_budgets b
      where b.mode = of_mode and b.provider = of_provider and b.egress = of_egress for no key update;
      if not found then
        instant := coalesce(at, clock_timestamp());
        insert into mail_provider_budgets (mode, provider, egress, session_window, session_max, arrival, used_at)
        values (of_mode, of_provider, of_egress, most, most, instant, instant)
        on conflict do nothing;
        select * into budget from mail_provider_budgets b
        where b.mode = of_mode and b.provider = of_provider and b.egress = of_egress for no key update;
      end if;
      -- Not before: time may have gone by while the lock was waited for.
      instant := coalesce(at, clock_timestamp());
      select p.paused_until into held_until from mail_provider_pauses p
      where p.mode = of_mode and p.provider = of_provider;
      held_until := greatest(held_until, budget.paused_until);
      if held_until > instant then
        return query select null::bigint, 'paused', extract(epoch from held_until - instant)::double precision;
        return;
      end if;
      delete from mail_provider_grants g
      where g.mode = of_mode and g.provider = of_provider and g.egress = of_egress and g.expires_at <= instant;
      select count(*) into open from mail_provider_grants g
      where g.mode = of_mode and g.provider = of_provider and g.egress = of_egress;
      if open >= least(budget.session_window, most) then
        return query select null::bigint, 'busy', null::double precision;
        return;
      end if;
      if per_recipient is not null then
        -- More than the burst passes when nothing was taken for as long.
        allowance := per_recipient * greatest(burst, meant);
        budget.arrival := greatest(budget.arrival, instant) + per_recipient * meant;
        if budget.arrival > instant + allowance then
          return query
            select null::bigint, 'rate', extract(epoch from budget.arrival - allowance - instant)::double precision;
          return;
        end if;
      end if;
      insert into mail_provider_grants as g (mode, provider, egress, recipients, per, expires_at)
      values (of_mode, of_provider, of_egress, meant, per_recipient, instant + stay)
      returning g.id into budget.last_grant;
      update mail_provider_budgets b
      set arrival = budget.arrival, session_max = most, last_grant = budget.last_grant, used_at = instant
      where b.mode = of_mode and b.provider = of_provider and b.egress = of_egress;
      return query select budget.last_grant, null, null::double precision;
    end $$;

create function release_mail_session(
      of_mode text, of_provider text, of_egress text, granted bigint, most int, asked int,
      was_throttled boolean, was_blocked boolean, named_seconds double precision, words text, at timestamptz
    ) returns void language plpgsql as $$
    declare
      budget mail_provider_budgets;
      place mail_provider_grants;
      instant timestamptz;
      -- null without a named wait; nobody means more than a day.
      named interval := make_interval(secs => case when named_seconds is not null
        then least(greatest(named_seconds, 1), 86400) end);
    begin
      perform set_config('synchronous_commit', 'off', true);
      select * into budget from mail_provider_budgets b
      where b.mode = of_mode and b.provider = of_provider and b.egress = of_egress for no key update;
      instant := coalesce(at, clock_timestamp());
      delete from mail_provider_grants g where g.id = granted returning * into place;
      if not found then
        return;
      end if;
      -- Who was not asked in the end costs nothing of the rate.
      budget.arrival := budget.arrival - coalesce(place.per * (place.recipients - asked), interval '0');
      if was_throttled and granted > coalesce(budget.throttled_grant, 0) then
        if budget.session_window = 1 or budget.throttled_at > instant - interval '1 minute' then
          -- After a calm hour the pauses are short again.
          budget.pauses := case when budget.paused_until > instant - interval '1 hour' then budget.pauses else 0 end + 1;
          budget.paused_until := instant
            + coalesce(named, least(interval '1 minute' * 2 ^ least(budget.pauses - 1, 6), interval '1 hour'));
          budget.session_window := 1;
        else
          budget.session_window := budget.session_window / 2;
        end if;
        budget.calm := 0;
        budget.throttled_at := instant;
        budget.throttled_grant := budget.last_grant;
      elsif not was_throttled and not was_blocked and asked > 0 then
        budget.calm := budget.calm + 1;
        if budget.calm >= budget.session_window then
          budget.calm := 0;
          budget.session_window := greatest(least(budget.session_window + 1, most), 1);
        end if;
      end if;
      update mail_provider_budgets b
      set session_window = budget.session_window, calm = budget.calm, arrival = budget.arrival,
        paused_until = budget.paused_until, pauses = budget.pauses, throttled_at = budget.throttled_at,
        throttled_grant = budget.throttled_grant,
        blocked_at = case when was_blocked then instant else b.blocked_at end,
        reply = case when was_throttled or was_blocked then words else b.reply end
      where b.mode = of_mode and b.provider = of_provider and b.egress = of_egress;
      insert into mail_provider_counts as c (mode, provider, egress, since, sessions, asked, throttled, blocked)
      values (of_mode, of_provider, of_egress, date_bin('10 minutes', instant, 'epoch'), 1, asked,
        was_throttled::int, was_blocked::int)
      on conflict (since, mode, provider, egress) do update
      set sessions = c.sessions + 1, asked = c.asked + excluded.asked,
        throttled = c.throttled + excluded.throttled, blocked = c.blocked + excluded.blocked;
    end $$;

alter table chunks
      -- The mail provider whose budget the rows wait for: when it is resumed, so are they.
      add column awaits text,
      -- How many of the rechecks asked nobody, because a budget was spent.
      add column unasked int not null default 0 check (unasked between 0 and recheck);

create index chunks_awaiting on chunks (awaits) where state = 'pending' and awaits is not null;
