package tocsin.notifiers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import tocsin.delivery.Notification;
import tocsin.model.Alert;
import tocsin.model.NameValues;

/**
 * A notification as receivers and templates see it.
 *
 * @param notification what the router hands over
 * @param commonLabels pairs that all alerts share
 * @param commonAnnotations pairs that all alerts share; what an alert lacks counts as empty
 * @param externalUrl where people reach Tocsin, without a slash at the end
 */
public record NotificationData(
        Notification notification,
        Map<String, String> commonLabels,
        Map<String, String> commonAnnotations,
        String externalUrl) {

    private static final String REGEX_CHARACTERS = "\\.+*?()|[]{}^$";

    public NotificationData {
        Objects.requireNonNull(notification, "notification");
        Objects.requireNonNull(commonLabels, "commonLabels");
        Objects.requireNonNull(commonAnnotations, "commonAnnotations");
        Objects.requireNonNull(externalUrl, "externalUrl");
    }

    public static NotificationData of(Notification notification, String externalUrl) {
        return new NotificationData(
                notification,
                common(notification.alerts(), Alert::labels),
                common(notification.alerts(), Alert::annotations),
                externalUrl.replaceAll("/+$", ""));
    }

    /** In the order of the first alert's names, which is sorted. */
    private static Map<String, String> common(List<Alert> alerts, Function<Alert, NameValues> part) {
        Map<String, String> common =
                new LinkedHashMap<>(part.apply(alerts.get(0)).toMap());
        for (Alert alert : alerts.subList(1, alerts.size())) {
            NameValues pairs = part.apply(alert);
            common.entrySet().removeIf(pair -> !pairs.getOrEmpty(pair.getKey()).equals(pair.getValue()));
        }
        return common;
    }

    /** The receiver's name with a backslash before each character that a regular expression knows; links put it in one. */
    public String receiver() {
        String name = notification.integration().receiver();
        StringBuilder quoted = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (REGEX_CHARACTERS.indexOf(name.charAt(i)) >= 0) {
                quoted.append('\\');
            }
            quoted.append(name.charAt(i));
        }
        return quoted.toString();
    }

    /** What names the group outside: the SHA-256 of its key in lower-case hex digits. */
    public String groupKeyHash() {
        return hash(notification.groupKey());
    }

    /**
     * What tells this notification from all others outside: lower-case hex digits, which stay the same however often it is
     * attempted, and are others for the group's next one and for another integration.
     */
    public String notificationId() {
        return hash(String.join(
                "\n",
                notification.groupKey(),
                notification.integration().toString(),
                notification.flushedAt().toString()));
    }

    private static String hash(String text) {
        try {
            byte[] key = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** {@code firing} when any alert is, else {@code resolved}. */
    public String status() {
        return notification.firing() ? "firing" : "resolved";
    }

    public String status(Alert alert) {
        return resolved(alert) ? "resolved" : "firing";
    }

    public boolean resolved(Alert alert) {
        return alert.resolvedAt(notification.flushedAt());
    }
}
