package tocsin.notifiers.email;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.notifiers.NotificationData;
import tocsin.time.Clock;

/**
 * The headers by which mail programs know a mail: its id, its thread, its date. All attempts of one notification carry one id,
 * so that mailboxes drop the second one when the answer to the first was lost.
 *
 * @param host after the {@code @} of ids
 * @param zone of dates
 */
record MailStamps(Clock clock, ZoneId zone, String host, EmailThreading threading) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final int THREAD_DIGITS = 16;
    private static final int BOUNDARY_DIGITS = 40;

    /** In the order of the message. */
    Map<String, String> of(NotificationData data) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Message-Id", messageId(data.notification()));
        if (threading != EmailThreading.OFF) {
            headers.put("References", thread(data));
            headers.put("In-Reply-To", thread(data));
        }
        headers.put("Date", DATE.format(clock.now().atZone(zone)));
        return headers;
    }

    private String messageId(Notification notification) {
        Instant at = notification.flushedAt();
        BigInteger unique = new BigInteger(1, Arrays.copyOf(digest(notification), Long.BYTES));
        return "<%d%09d.%d@%s>".formatted(at.getEpochSecond(), at.getNano(), unique, host);
    }

    /** The mail at the root of it does not exist; programs hang together what refers to it. */
    private String thread(NotificationData data) {
        String day = threading == EmailThreading.DAILY
                ? data.notification().flushedAt().atZone(zone).toLocalDate().toString()
                : "";
        return "<alert-%s-%s@alertmanager>".formatted(data.groupKeyHash().substring(0, THREAD_DIGITS), day);
    }

    static String boundary(NotificationData data) {
        return "=_" + HexFormat.of().formatHex(digest(data.notification())).substring(0, BOUNDARY_DIGITS);
    }

    private static byte[] digest(Notification notification) {
        IntegrationId integration = notification.integration();
        String unique = "%s/%s/%d/%s"
                .formatted(
                        notification.groupKey(), integration.receiver(), integration.index(), notification.flushedAt());
        try {
            return MessageDigest.getInstance("SHA-256").digest(unique.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
