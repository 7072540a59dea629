package tocsin.router.config;

import java.time.Duration;
import tocsin.config.YamlMapping;

/** @param section as written, for integrations to inherit from; empty when the file has none */
record GlobalSettings(Duration resolveTimeout, YamlMapping section) {}
