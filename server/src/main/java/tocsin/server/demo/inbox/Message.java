package tocsin.server.demo.inbox;

import java.util.List;
import java.util.Map;

/** What is shown to people, of what a receiver was sent or of what became of an alert. Texts may be hostile. */
public sealed interface Message {
    /** What to do with each kind. */
    interface Reader<T> {
        T mail(Mail mail);

        T slackPost(SlackPost post);

        T webhookCall(WebhookCall call);

        T unreadable(Unreadable unreadable);

        T change(Change change);
    }

    <T> T read(Reader<T> reader);

    /** In a few words, with the status and the name of the alert if it has them. */
    String headline();

    /**
     * A mail.
     *
     * @param text what readers show that know no HTML; made from the HTML when the mail has none
     * @param html empty when there is none
     */
    record Mail(String from, String to, String subject, String text, String html) implements Message {
        @Override
        public String headline() {
            return subject;
        }

        @Override
        public <T> T read(Reader<T> reader) {
            return reader.mail(this);
        }
    }

    /** A post to one of Slack's incoming webhooks. Texts are in Slack's markup. */
    record SlackPost(String channel, String username, String text, List<Attachment> attachments) implements Message {
        public SlackPost {
            attachments = List.copyOf(attachments);
        }

        @Override
        public String headline() {
            return attachments.isEmpty() ? text : attachments.get(0).title();
        }

        @Override
        public <T> T read(Reader<T> reader) {
            return reader.slackPost(this);
        }
    }

    /** @param color {@code good}, {@code warning}, {@code danger}, or {@code #} and six digits, if it is well-formed */
    record Attachment(
            String color,
            String pretext,
            String title,
            String titleLink,
            String text,
            String footer,
            List<Field> fields) {
        public Attachment {
            fields = List.copyOf(fields);
        }
    }

    /** @param narrow whether two stand side by side */
    record Field(String title, String value, boolean narrow) {}

    /**
     * A call of a webhook.
     *
     * @param json the whole of it
     */
    record WebhookCall(String path, String status, String reason, List<CalledAlert> alerts, String json)
            implements Message {
        public WebhookCall {
            alerts = List.copyOf(alerts);
        }

        @Override
        public String headline() {
            return status
                    + alerts.stream()
                            .map(alert -> " " + alert.name())
                            .distinct()
                            .reduce("", String::concat);
        }

        @Override
        public <T> T read(Reader<T> reader) {
            return reader.webhookCall(this);
        }
    }

    /** An alert of a webhook. */
    record CalledAlert(String status, Map<String, String> labels, String summary) {
        public CalledAlert {
            labels = Map.copyOf(labels);
        }

        public String name() {
            return labels.getOrDefault("alertname", "?");
        }
    }

    /** What came and was refused. */
    record Unreadable(String place, String problem) implements Message {
        @Override
        public String headline() {
            return problem;
        }

        @Override
        public <T> T read(Reader<T> reader) {
            return reader.unreadable(this);
        }
    }

    /**
     * What became of an alert, or what the demo does.
     *
     * @param word e.g. {@code FIRING}
     * @param command what a person would type; empty when there is nothing to type
     */
    record Change(String word, String text, String command) implements Message {
        @Override
        public String headline() {
            return word + " " + text;
        }

        @Override
        public <T> T read(Reader<T> reader) {
            return reader.change(this);
        }
    }
}
