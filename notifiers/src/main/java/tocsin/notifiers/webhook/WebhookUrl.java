package tocsin.notifiers.webhook;

import java.nio.file.Path;
import java.util.Objects;
import tocsin.http.Secret;

/** Where a webhook's URL, which is a secret and may be a template, comes from. */
public sealed interface WebhookUrl {
    /** {@code url}. */
    record Inline(Secret url) implements WebhookUrl {
        public Inline {
            Objects.requireNonNull(url, "url");
        }
    }

    /**
     * {@code url_file}, read for each notification.
     *
     * @param besideConfiguration resolved against the directory of the configuration
     * @param asWritten resolved against the working directory, as upstream does; used when the other does not exist
     */
    record InFile(Path besideConfiguration, Path asWritten) implements WebhookUrl {
        public InFile {
            Objects.requireNonNull(besideConfiguration, "besideConfiguration");
            Objects.requireNonNull(asWritten, "asWritten");
        }
    }
}
