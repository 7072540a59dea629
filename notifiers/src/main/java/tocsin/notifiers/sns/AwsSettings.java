package tocsin.notifiers.sns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.http.Secret;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;

/**
 * What AWS' own tools find around them: the environment and the files of profiles.
 *
 * @param environment variables by their names
 * @param home with the directory {@code .aws}
 */
record AwsSettings(Map<String, String> environment, Path home) {
    private static final Pattern SECTION = Pattern.compile("\\[\\s*(?:profile\\s+)?(.*?)\\s*\\].*");

    AwsSettings {
        environment = Map.copyOf(environment);
        Objects.requireNonNull(home, "home");
    }

    static AwsSettings ofProcess() {
        return new AwsSettings(System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    /** Empty when it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Null when the environment has none. */
    @Nullable
    AwsCredentials credentials() {
        return credentials(
                variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"), variable("AWS_SESSION_TOKEN"));
    }

    private static @Nullable AwsCredentials credentials(String accessKey, String secretKey, String sessionToken) {
        return accessKey.isEmpty() || secretKey.isEmpty()
                ? null
                : new AwsCredentials(accessKey, new Secret(secretKey), new Secret(sessionToken), null);
    }

    /** The name of the profile that counts where none is configured. */
    String profile() {
        String named = variable("AWS_PROFILE");
        return named.isEmpty() ? "default" : named;
    }

    /** Of the files of profiles, the first in which the profile has keys; null when none has. Blocks. */
    @Nullable
    AwsCredentials credentials(String profile) throws IOException {
        for (Path file : files()) {
            Map<String, String> settings = settings(file, profile);
            AwsCredentials found = credentials(
                    settings.getOrDefault("aws_access_key_id", ""),
                    settings.getOrDefault("aws_secret_access_key", ""),
                    settings.getOrDefault("aws_session_token", ""));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    List<Path> files() {
        return List.of(file("AWS_SHARED_CREDENTIALS_FILE", "credentials"), file("AWS_CONFIG_FILE", "config"));
    }

    private Path file(String variable, String name) {
        String written = variable(variable);
        return written.isEmpty() ? home.resolve(".aws").resolve(name) : Path.of(written);
    }

    /** Empty when there is no such file or profile. */
    private static Map<String, String> settings(Path file, String profile) throws IOException {
        Map<String, String> settings = new HashMap<>();
        boolean inside = false;
        for (String line : lines(file)) {
            Matcher section = SECTION.matcher(line);
            if (section.matches()) {
                inside = section.group(1).equals(profile);
            } else if (inside && line.indexOf('=') > 0) {
                int equals = line.indexOf('=');
                settings.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return settings;
    }

    /** Most machines have no such file: whoever finds no credentials anywhere names it. */
    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file)
                ? SecretFiles.read(new SecretSource.InFile(file))
                        .lines()
                        .map(String::strip)
                        .toList()
                : List.of();
    }
}
