import type { ClientBase } from "pg";

/**
 * A query for each kind of object of the schema `public`; each row describes one of them, by names, never by numbers. It leaves
 * out the order of a table's columns, because a new column is added last and PostgreSQL cannot move it. The product names the
 * columns that it writes and reads.
 */
const SENTENCES = [
  // Tables, indexes, sequences, views.
  `select format('%s %I: persistence %s, options %s, access %s, row security %s %s, rights %s, replica identity %s',
     c.relkind, c.relname, c.relpersistence, c.reloptions, a.amname, c.relrowsecurity, c.relforcerowsecurity, c.relacl,
     c.relreplident)
   from pg_class c left join pg_am a on a.oid = c.relam
   where c.relnamespace = 'public'::regnamespace and c.relkind <> 'c'`,
  `select format('column %I.%I: %s, null %s, default %s, identity %s, generated %s, collation %s, storage %s, rights %s',
     c.relname, a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
     a.attidentity, a.attgenerated, a.attcollation::regcollation, a.attstorage, a.attacl)
   from pg_attribute a join pg_class c on c.oid = a.attrelid
   left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0
     and not a.attisdropped`,
  // Deferrable, enforced and validated are in the definition.
  `select format('constraint %s.%I: %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
   from pg_constraint where connamespace = 'public'::regnamespace`,
  `select format('index %s: %s, valid %s, ready %s, clustered %s, replica identity %s', indexrelid::regclass,
     pg_get_indexdef(indexrelid), indisvalid, indisready, indisclustered, indisreplident)
   from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace`,
  `select format('trigger %s, enabled %s', pg_get_triggerdef(t.oid), t.tgenabled)
   from pg_trigger t join pg_class c on c.oid = t.tgrelid
   where c.relnamespace = 'public'::regnamespace and not t.tgisinternal`,
  `select format('function %s: %s, rights %s', oid::regprocedure, pg_get_functiondef(oid), proacl)
   from pg_proc where pronamespace = 'public'::regnamespace and prokind in ('f', 'p')`,
  `select format('sequence %s: %s from %s by %s, %s to %s, cache %s, cycles %s, of column %s.%s', seqrelid::regclass,
     format_type(seqtypid, null), seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle,
     d.refobjid::regclass, a.attname)
   from pg_sequence s join pg_class c on c.oid = s.seqrelid
   left join pg_depend d on d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
   left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
   where c.relnamespace = 'public'::regnamespace`,
  `select format('type %I: %s %s %s', t.typname, t.typtype,
     (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
     format_type(t.typbasetype, t.typtypmod))
   from pg_type t left join pg_class c on c.oid = t.typrelid
   where t.typnamespace = 'public'::regnamespace and t.typelem = 0 and coalesce(c.relkind, 'c') = 'c'`,
  `select format('statistics %s', pg_get_statisticsobjdef(oid)) from pg_statistic_ext
   where stxnamespace = 'public'::regnamespace`,
  `select format('policy %I on %s: %s %s %s %s', polname, polrelid::regclass, polcmd, polpermissive,
     pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from pg_policy`,
  `select format('rule %s', pg_get_ruledef(r.oid)) from pg_rewrite r join pg_class c on c.oid = r.ev_class
   where c.relnamespace = 'public'::regnamespace and r.rulename <> '_RETURN'`,
  `select format('comment on %s %s: %s', o.type, o.identity, d.description)
   from pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) o where o.schema = 'public'`,
  `select format('extension %I %s', extname, extversion) from pg_extension`,
  `select format('schema %I', nspname) from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`,
];

/**
 * Every object of the schema as a sentence that names it and all of its properties, sorted.
 * @param connection a pool, or a client in a transaction.
 */
export async function describeSchema(connection: Pick<ClientBase, "query">): Promise<string[]> {
  const { rows } = await connection.query<[string]>({
    text: SENTENCES.join(" union all "),
    rowMode: "array",
  });
  return rows.map(([sentence]) => sentence).toSorted();
}
