package tocsin.router.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.model.NameValues;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;
import tocsin.state.codec.CodecException;

/**
 * A page as it is stored. Alerts that came together have most of their texts and times in common, so each is written as
 * what differs from the one before it:
 *
 * <pre>
 *   page   number, time, count, then each alert
 *   alert  octet of the bits below, labels, then whatever no bit says is the same as before
 *   pairs  count, then for each an octet (SAME, OTHER_VALUE, OTHER_PAIR) and the texts that differ from the pair at that place
 *   value  how many characters are as at the beginning of the value before, and the rest
 * </pre>
 *
 * <p>A third of the bytes, which is what the disk's time goes by; and what is read shares its texts without a search.
 */
final class AlertPageFormat {
    static final Codec<AlertPage> CODEC = Codec.of(AlertPageFormat::write, AlertPageFormat::read);

    private static final int SAME_ANNOTATIONS = 1;
    private static final int SAME_START = 2;
    private static final int SAME_END = 4;
    private static final int SAME_URL = 8;
    private static final int SAME_RECEIPT = 16;
    private static final int SAME_ORIGIN = 32;
    private static final int TIMEOUT = 64;
    private static final int ALL_BITS = 127;

    private static final int SAME = 0;
    private static final int OTHER_VALUE = 1;
    private static final int OTHER_PAIR = 2;
    /** A value with less in common is written whole, because the reader shares short texts that it has seen before. */
    private static final int LEAST_COMMON = 16;

    private AlertPageFormat() {}

    private static void write(BinaryWriter out, AlertPage page) {
        out.number(page.number());
        out.instant(page.at());
        out.number(page.alerts().size());
        Alert before = null;
        for (Alert alert : page.alerts()) {
            write(out, alert, before);
            before = alert;
        }
    }

    private static void write(BinaryWriter out, Alert alert, @Nullable Alert before) {
        int bits = bits(alert, before);
        out.octet(bits);
        write(out, alert.labels(), before == null ? Labels.empty() : before.labels());
        if ((bits & SAME_ANNOTATIONS) == 0) {
            write(out, alert.annotations(), before == null ? Annotations.empty() : before.annotations());
        }
        if ((bits & SAME_START) == 0) {
            out.instant(alert.startsAt());
        }
        if ((bits & SAME_END) == 0) {
            out.optional(alert.endsAt(), BinaryWriter::instant);
        }
        if ((bits & SAME_URL) == 0) {
            out.text(alert.generatorUrl());
        }
        if ((bits & SAME_RECEIPT) == 0) {
            out.instant(alert.updatedAt());
        }
        if ((bits & SAME_ORIGIN) == 0) {
            out.constant(alert.origin());
        }
    }

    private static int bits(Alert alert, @Nullable Alert before) {
        int timeout = alert.timeout() ? TIMEOUT : 0;
        return before == null
                ? timeout
                : timeout
                        | (alert.annotations().equals(before.annotations()) ? SAME_ANNOTATIONS : 0)
                        | (alert.startsAt().equals(before.startsAt()) ? SAME_START : 0)
                        | (Objects.equals(alert.endsAt(), before.endsAt()) ? SAME_END : 0)
                        | (alert.generatorUrl().equals(before.generatorUrl()) ? SAME_URL : 0)
                        | (alert.updatedAt().equals(before.updatedAt()) ? SAME_RECEIPT : 0)
                        | (alert.origin() == before.origin() ? SAME_ORIGIN : 0);
    }

    private static void write(BinaryWriter out, NameValues pairs, NameValues before) {
        out.number(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            boolean sameName = i < before.size() && pairs.name(i).equals(before.name(i));
            boolean sameValue = sameName && pairs.value(i).equals(before.value(i));
            out.octet(sameValue ? SAME : sameName ? OTHER_VALUE : OTHER_PAIR);
            if (!sameName) {
                out.text(pairs.name(i));
                out.text(pairs.value(i));
            } else if (!sameValue) {
                write(out, pairs.value(i), before.value(i));
            }
        }
    }

    private static void write(BinaryWriter out, String value, String before) {
        int common = common(value, before);
        out.number(common);
        out.text(value.substring(common));
    }

    /** How many characters of the beginning need not be written. Half a surrogate pair cannot be written. */
    private static int common(String value, String before) {
        int most = Math.min(value.length(), before.length());
        int common = 0;
        while (common < most && value.charAt(common) == before.charAt(common)) {
            common++;
        }
        if (common < LEAST_COMMON) {
            return 0;
        }
        return Character.isHighSurrogate(value.charAt(common - 1)) ? common - 1 : common;
    }

    private static AlertPage read(BinaryReader in) {
        long number = in.number();
        Instant at = in.instant();
        int count = in.count(1);
        List<Alert> alerts = new ArrayList<>(count);
        Alert before = null;
        for (int i = 0; i < count; i++) {
            before = before == null ? readFirst(in) : readNext(in, before);
            alerts.add(before);
        }
        return new AlertPage(number, at, alerts);
    }

    private static Alert readFirst(BinaryReader in) {
        int bits = in.octet();
        if ((bits & ~TIMEOUT) != 0) {
            throw new CodecException("the first alert of a page has nothing before it, but its bits are " + bits);
        }
        return new Alert(
                labels(in, Labels.empty()),
                annotations(in, Annotations.empty()),
                in.instant(),
                in.optional(BinaryReader::instant),
                in.text(),
                in.instant(),
                (bits & TIMEOUT) != 0,
                in.constant(Alert.Origin.class));
    }

    private static Alert readNext(BinaryReader in, Alert before) {
        int bits = in.octet();
        if ((bits & ~ALL_BITS) != 0) {
            throw new CodecException("an alert has bits that there are not: " + bits);
        }
        return new Alert(
                labels(in, before.labels()),
                (bits & SAME_ANNOTATIONS) != 0 ? before.annotations() : annotations(in, before.annotations()),
                (bits & SAME_START) != 0 ? before.startsAt() : in.instant(),
                (bits & SAME_END) != 0 ? before.endsAt() : in.optional(BinaryReader::instant),
                (bits & SAME_URL) != 0 ? before.generatorUrl() : in.text(),
                (bits & SAME_RECEIPT) != 0 ? before.updatedAt() : in.instant(),
                (bits & TIMEOUT) != 0,
                (bits & SAME_ORIGIN) != 0 ? before.origin() : in.constant(Alert.Origin.class));
    }

    private static Labels labels(BinaryReader in, Labels before) {
        String[] pairs = pairs(in, before);
        return Labels.ofPairs(pairs, pairs.length);
    }

    private static Annotations annotations(BinaryReader in, Annotations before) {
        String[] pairs = pairs(in, before);
        return Annotations.ofPairs(pairs, pairs.length);
    }

    private static String[] pairs(BinaryReader in, NameValues before) {
        int count = in.count(1);
        String[] pairs = new String[2 * count];
        for (int i = 0; i < count; i++) {
            int octet = in.octet();
            if (octet > OTHER_PAIR || (octet != OTHER_PAIR && i >= before.size())) {
                throw new CodecException("a pair of an alert cannot be like the one before: " + octet);
            }
            pairs[2 * i] = octet == OTHER_PAIR ? in.text() : before.name(i);
            pairs[2 * i + 1] = value(in, octet, before, i);
        }
        return pairs;
    }

    private static String value(BinaryReader in, int octet, NameValues before, int index) {
        return switch (octet) {
            case SAME -> before.value(index);
            case OTHER_VALUE -> ending(in, before.value(index));
            default -> in.text();
        };
    }

    private static String ending(BinaryReader in, String before) {
        long common = in.number();
        if (common < 0 || common > before.length()) {
            throw new CodecException(
                    "a value cannot begin with %d characters of one of %d".formatted(common, before.length()));
        }
        return before.substring(0, (int) common).concat(in.text());
    }
}
