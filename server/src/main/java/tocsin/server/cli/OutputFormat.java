package tocsin.server.cli;

/** How a command prints its answer. */
enum OutputFormat {
    text,
    json
}
