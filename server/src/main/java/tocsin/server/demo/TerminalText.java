package tocsin.server.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;
import tocsin.server.client.TextTable;
import tocsin.server.demo.inbox.Message;
import tocsin.server.demo.inbox.Message.Attachment;
import tocsin.server.demo.inbox.Received;
import tocsin.server.demo.inbox.SlackMarkup;

/** A message in the terminal: a line with time and kind, and below it what people read first. */
public final class TerminalText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final String MARGIN = " ".repeat(11);
    private static final int KIND = 10;
    private static final int MOST_LINES = 5;
    private static final int WIDTH = 90;
    private static final int LONGEST_LINE = 110;

    private final ZoneId zone;
    private final Ansi ansi;

    /** @param ansi whether kinds are coloured */
    public TerminalText(ZoneId zone, Ansi ansi) {
        this.zone = zone;
        this.ansi = ansi;
    }

    /** Without a line end. */
    public String of(Received received) {
        return received.message().read(new Lines(received.at())).collect(Collectors.joining(System.lineSeparator()));
    }

    private final class Lines implements Message.Reader<Stream<String>> {
        private final Instant at;

        private Lines(Instant at) {
            this.at = at;
        }

        @Override
        public Stream<String> mail(Message.Mail mail) {
            return Stream.concat(
                    Stream.of(
                            head("magenta", "MAIL", mail.subject()),
                            below("From: " + mail.from()),
                            below("To:   " + mail.to())),
                    quoted(mail.text()));
        }

        @Override
        public Stream<String> slackPost(Message.SlackPost post) {
            String title = post.headline();
            Stream<String> texts = Stream.concat(
                            post.attachments().isEmpty() ? Stream.empty() : Stream.of(post.text()),
                            post.attachments().stream().flatMap(TerminalText::texts))
                    .map(SlackMarkup::plain);
            return Stream.concat(
                    Stream.of(head("cyan", "SLACK", post.channel() + "  " + SlackMarkup.plain(title))),
                    quoted(texts.filter(text -> !text.isBlank()).collect(Collectors.joining("\n"))));
        }

        @Override
        public Stream<String> webhookCall(Message.WebhookCall call) {
            String reason = call.reason().isEmpty()
                    ? ""
                    : "  (%s)".formatted(call.reason().replace('_', ' '));
            return Stream.concat(
                    Stream.of(head("blue", "WEBHOOK", call.path() + "  " + call.status() + reason)),
                    call.alerts().stream()
                            .limit(MOST_LINES)
                            .map(TerminalText::line)
                            .map(TerminalText::below));
        }

        @Override
        public Stream<String> unreadable(Message.Unreadable unreadable) {
            return Stream.of(head("yellow", "REFUSED", unreadable.place() + "  " + unreadable.problem()));
        }

        /** Our own texts in full; a command is on a line of its own, to be copied. */
        @Override
        public Stream<String> change(Message.Change change) {
            List<String> lines = wrapped(TextTable.oneLine(change.text()));
            Stream<String> command = change.command().isEmpty()
                    ? Stream.empty()
                    : Stream.of(MARGIN + "$ " + TextTable.oneLine(change.command()));
            return Stream.concat(
                    Stream.of(head(color(change.word()), change.word(), lines.get(0))),
                    Stream.concat(lines.stream().skip(1).map(TerminalText::below), command));
        }

        private String head(String color, String kind, String text) {
            String padded = kind + " ".repeat(Math.max(1, KIND - kind.length()));
            return "[%s] %s%s"
                    .formatted(
                            TIME.format(at.atZone(zone)),
                            ansi.string("@|bold,%s %s|@".formatted(color, padded)),
                            shortened(text));
        }
    }

    private static String color(String word) {
        return switch (word) {
            case "FIRING" -> "red";
            case "PENDING", "SILENCED" -> "yellow";
            default -> "green";
        };
    }

    private static Stream<String> texts(Attachment attachment) {
        return Stream.concat(
                Stream.of(
                        attachment.fields().stream()
                                .map(field -> field.title() + ": " + field.value())
                                .collect(Collectors.joining(", ")),
                        attachment.pretext()),
                Stream.of(attachment.text()));
    }

    private static String line(Message.CalledAlert alert) {
        String instance =
                alert.labels().containsKey("instance") ? " on " + alert.labels().get("instance") : "";
        return "%-8s %s%s%s"
                .formatted(
                        alert.status(),
                        alert.name(),
                        instance,
                        alert.summary().isEmpty() ? "" : " - " + alert.summary());
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + word.length() >= WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static Stream<String> quoted(String text) {
        List<String> lines = text.strip()
                .lines()
                .filter(line -> !line.isBlank())
                .limit(MOST_LINES + 1)
                .toList();
        UnaryOperator<String> quote = line -> below("| " + line);
        return lines.size() <= MOST_LINES
                ? lines.stream().map(quote)
                : Stream.concat(lines.stream().limit(MOST_LINES).map(quote), Stream.of(below("| …")));
    }

    private static String below(String text) {
        return MARGIN + shortened(text);
    }

    /** What others wrote cannot tell the terminal what to do. */
    private static String shortened(String text) {
        String line = TextTable.oneLine(text);
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE - 1) + "…" : line;
    }
}
