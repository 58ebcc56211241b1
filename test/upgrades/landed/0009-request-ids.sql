alter table jobs add column request_id text check (length(request_id) <= 100);
