package tocsin.router.pipeline;

/** What became of one integration in one flush. */
record IntegrationResult(boolean succeeded, Decision decision) {}
