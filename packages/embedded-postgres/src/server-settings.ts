/**
 * PostgreSQL's settings, given on the command line so that a new version of Winnow changes them for old data too. Sized
 * for a machine with two cores and a few gigabytes that also runs the rest of Winnow.
 */
export function serverSettings(port: number, durable: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "256MB",
    effective_cache_size: "1GB",
    work_mem: "16MB",
    maintenance_work_mem: "128MB",
    random_page_cost: "1.1",
    // Short statements only: compiling them would cost more than they do.
    jit: "off",
    // There are no replicas, but "minimal" would lose data: with it (18.4), a sequence that is created and used in one
    // transaction, as BullMQ does, starts again from its first value after a crash.
    wal_level: "replica",
    max_wal_senders: "0",
    wal_buffers: "16MB",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "[%p] ",
    log_checkpoints: "off",
    // Rows and statements hold people's data: neither belongs in a log.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    // A dead client is detected even when a firewall drops its packets.
    tcp_keepalives_idle: "60",
    // Commits are still handed to the operating system one by one: a killed server loses none, a killed machine does.
    ...(durable ? {} : { fsync: "off", full_page_writes: "off", shared_buffers: "128MB" }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
