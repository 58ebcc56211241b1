drop function take_from_bucket(text, interval, int, int);

create function take_from_buckets(names text[], pers interval[], bursts int[])
    returns table (name text, allowed boolean, remaining int, retry_after double precision, reset_after double precision)
    language plpgsql as $$
    declare
      instant timestamptz;
      passes boolean;
    begin
      insert into rate_buckets as b select w.name, clock_timestamp() from unnest(names) as w (name) order by w.name
      on conflict (key) do update set arrival = b.arrival;
      -- Not before: time may have gone by while the locks were waited for.
      instant := clock_timestamp();
      select bool_and(greatest(b.arrival, instant) + w.per <= instant + w.per * w.burst) into passes
      from unnest(names, pers, bursts) as w (name, per, burst) join rate_buckets b on b.key = w.name;
      if passes then
        update rate_buckets as b set arrival = greatest(b.arrival, instant) + w.per
        from unnest(names, pers, bursts) as w (name, per, burst) where b.key = w.name;
      end if;
      return query
        select w.name,
          passes or greatest(b.arrival, instant) + w.per <= instant + w.per * w.burst,
          greatest(floor(extract(epoch from (instant + w.per * w.burst - greatest(b.arrival, instant)))
            / extract(epoch from w.per)), 0)::int,
          case when passes then 0 else
            greatest(extract(epoch from (greatest(b.arrival, instant) + w.per - w.per * w.burst - instant)), 0)
          end::double precision,
          greatest(extract(epoch from (b.arrival - instant)), 0)::double precision
        from unnest(names, pers, bursts) as w (name, per, burst) join rate_buckets b on b.key = w.name;
    end $$;
