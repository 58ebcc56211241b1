select exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = 'entries_wallet_time') as "the index entries_wallet_time";

select exists (
    select from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = 'contacts' and a.attname = 'terms'
      and not a.attisdropped) as "the column contacts.terms", exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = 'contacts_terms') as "the index contacts_terms";

select exists (
    select from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = 'jobs' and a.attname = 'position'
      and not a.attisdropped) as "the column jobs.position", exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = 'jobs_position') as "the sequence jobs_position";

select exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = 'chunks_outside') as "the index chunks_outside", exists (
    select from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where n.nspname = current_schema() and c.conname = 'results_entry_id_fkey' and c.condeferred) as "the deferred constraint results_entry_id_fkey";

select exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = 'deliveries_event') as "the index deliveries_event";

select exists (
    select from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = 'jobs' and a.attname = 'resumed_at'
      and not a.attisdropped) as "the column jobs.resumed_at", exists (
    select from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = 'jobs' and a.attname = 'at_work_since'
      and not a.attisdropped) as "the column jobs.at_work_since";
