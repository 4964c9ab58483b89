//! How the private PostgreSQL is set up: each setting with its reason. They are given on the command line at every
//! start, so they hold whatever the files in the data folder say, and change with Gavel.

/// Settings that are the same everywhere. The socket's place is added by the server.
pub(super) const SETTINGS: &[(&str, &str)] = &[
    // Reached by its socket and by nothing else; only its owner and root may open that.
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    // The port names the socket's file; without TCP it cannot clash with anybody's.
    ("port", "5432"),
    // What was acknowledged stays (I1). Nobody edits these away in a file.
    ("fsync", "on"),
    ("synchronous_commit", "on"),
    ("full_page_writes", "on"),
    // A slot costs a few kilobytes; running out of them costs bids.
    ("max_connections", "200"),
    // The rows of a house's running auctions fit many times over; the operating system caches the rest.
    ("shared_buffers", "128MB"),
    // Under the heaviest bidding the log grows by some 30 MB a second. A checkpoint every two minutes is enough then;
    // a quiet house never gets near this size.
    ("max_wal_size", "4GB"),
    // Every query is small: compiling one takes longer than running it.
    ("jit", "off"),
    // Instants are UTC wherever the machine stands.
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    // Told apart from other servers in a list of processes.
    ("cluster_name", "gavel"),
    // The log is a file of ours. It never gets a statement, a parameter or a row: those can hold a maximum (I10).
    // `terse` leaves out the detail of an error, which quotes rows.
    ("logging_collector", "off"),
    ("log_destination", "stderr"),
    ("log_line_prefix", "%m [%p] "),
    ("log_statement", "none"),
    ("log_min_duration_statement", "-1"),
    ("log_min_error_statement", "panic"),
    ("log_parameter_max_length_on_error", "0"),
    ("log_error_verbosity", "terse"),
    ("log_checkpoints", "off"),
];
