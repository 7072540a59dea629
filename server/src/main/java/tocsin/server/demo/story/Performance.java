package tocsin.server.demo.story;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.server.demo.inbox.Inbox;
import tocsin.server.demo.inbox.Message;
import tocsin.server.demo.inbox.Received;
import tocsin.server.demo.page.DemoPage.Step;
import tocsin.server.demo.story.AlertWatch.Changed;
import tocsin.server.demo.story.OwnApi.Shown;
import tocsin.server.demo.story.Story.Act;
import tocsin.server.demo.story.Story.Way;
import tocsin.time.Clock;

/** Plays the {@link Story}: looks, tells what it sees, and does what comes next. For one thread, apart from {@link #steps}. */
public final class Performance {
    private static final Logger log = LoggerFactory.getLogger(Performance.class);
    private static final String ALERT = "ApiDown";
    private static final String STORY = "STORY";
    private static final String COMMENT = "the demo shows a silence";
    private static final Duration SILENCE = Duration.ofHours(1);
    private static final List<String> STEPS = List.of("pending", "firing", "delivered", "silenced", "resolved");

    private final OwnApi api;
    private final Inbox inbox;
    private final Clock clock;
    private final Api watched;
    private final Story story;
    private final String urlOption;
    private final boolean withEncore;
    private final AlertWatch watch = new AlertWatch();
    private final Set<String> done = new CopyOnWriteArraySet<>();
    private Shown alert = new Shown(Map.of(), AlertState.INACTIVE, "");
    private String silence = "";
    private long lastAct;

    /** The API that the story is about. */
    public interface Api {
        void breakDown();

        void recover();
    }

    /**
     * @param address of the demo's Tocsin
     * @param urlOption what a command needs to reach it; empty when it needs nothing
     * @param withEncore whether the API breaks again after the end, for people to try things
     */
    public Performance(URI address, String urlOption, Inbox inbox, Clock clock, Api watched, boolean withEncore) {
        this.api = new OwnApi(address);
        this.urlOption = urlOption;
        this.inbox = inbox;
        this.clock = clock;
        this.watched = watched;
        this.story = new Story(withEncore);
        this.withEncore = withEncore;
    }

    /** How far the story is. Any thread. */
    public List<Step> steps() {
        return STEPS.stream().map(name -> new Step(name, done.contains(name))).toList();
    }

    /** One look, and perhaps an act. Blocks for the answers of the API. */
    public void goOn() throws InterruptedException {
        // Taken before the look: what a message speaks of is then seen, and told before it.
        List<Message> arrived = inbox.take();
        try {
            watch.changes(api.alerts()).forEach(this::tell);
        } catch (IOException e) {
            missed(e);
        }
        arrived.forEach(inbox::add);
        try {
            Optional<Act> act = story.next(seen(), clock.now());
            if (act.isPresent()) {
                lastAct = inbox.newest();
                play(act.get());
            }
        } catch (IOException e) {
            missed(e);
        }
    }

    /** The next look is a moment away. */
    private static void missed(IOException e) {
        log.atWarn().setCause(e).log("The demo's own API did not answer");
    }

    private Story.Seen seen() {
        return new Story.Seen(alert.state(), told("FIRING"), told("RESOLVED"));
    }

    private Set<Way> told(String status) {
        Set<Way> ways = EnumSet.noneOf(Way.class);
        inbox.after(lastAct).stream()
                .map(Received::message)
                .filter(message -> message.headline().contains(status)
                        && message.headline().contains(ALERT))
                .forEach(message -> way(message).ifPresent(ways::add));
        return ways;
    }

    private static Optional<Way> way(Message message) {
        if (message instanceof Message.Mail) {
            return Optional.of(Way.MAIL);
        }
        if (message instanceof Message.SlackPost) {
            return Optional.of(Way.SLACK);
        }
        return message instanceof Message.WebhookCall ? Optional.of(Way.WEBHOOK) : Optional.empty();
    }

    private void tell(Changed changed) {
        Shown now = new Shown(
                changed.alert().labels(), changed.to(), changed.alert().summary());
        boolean ours = now.name().equals(ALERT);
        if (ours) {
            alert = now;
        }
        // Alerts of others that wait and go again would be told twice for nothing.
        boolean waits = changed.to() == AlertState.PENDING
                || (changed.from() == AlertState.PENDING && changed.to() == AlertState.INACTIVE);
        if (ours || !waits) {
            String word = changed.to() == AlertState.INACTIVE
                    ? "RESOLVED"
                    : changed.to().name();
            say(word, now.name() + (now.summary().isEmpty() ? "" : ": " + now.summary()) + afterSilence(changed));
            reached(ours, word);
        }
    }

    private static String afterSilence(Changed changed) {
        return changed.from() == AlertState.SILENCED && changed.to() == AlertState.FIRING ? " (silence is over)" : "";
    }

    private void reached(boolean ours, String word) {
        if (ours) {
            done.add(word.toLowerCase(Locale.ROOT));
        }
    }

    private void play(Act act) throws IOException, InterruptedException {
        switch (act) {
            case BREAK_API -> breakApi();
            case SAY_DELIVERED -> sayDelivered();
            case ADD_SILENCE -> addSilence();
            case EXPLAIN -> explain();
            case EXPIRE_SILENCE -> expireSilence();
            case MEND_API -> mendApi();
            case SAY_THE_END -> sayTheEnd();
        }
    }

    private void breakApi() {
        done.clear();
        say(STORY, "The API breaks: from now on it answers no scrape. %s watches for that.".formatted(ALERT));
        watched.breakDown();
    }

    private void sayDelivered() {
        done.add("delivered");
        say(
                "DELIVERED",
                "%s, by mail, by a webhook and in Slack. It repeats until somebody does something.".formatted(ALERT));
    }

    private void addSilence() throws IOException, InterruptedException {
        Instant now = clock.now();
        silence = api.addSilence(ALERT, now, now.plus(SILENCE), "demo", COMMENT);
        say(
                STORY,
                "The demo silences it: repeats are held back from now on. So would this command:",
                "./tocsin silence add%s --duration=1h --comment='%s' alertname=%s"
                        .formatted(urlOption, COMMENT, ALERT));
    }

    private void explain() throws IOException, InterruptedException {
        String labels = new TreeMap<>(alert.labels())
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(" "));
        say(
                STORY,
                "Why is it so quiet? " + api.explanation(alert.labels()),
                "./tocsin explain" + urlOption + " " + labels);
    }

    private void expireSilence() throws IOException, InterruptedException {
        api.expireSilence(silence);
        say(
                STORY,
                "The demo ends the silence; the repeat that was held back comes now. So would this command:",
                "./tocsin silence expire%s %s".formatted(urlOption, silence));
    }

    private void mendApi() {
        say(STORY, "The API is mended.");
        watched.recover();
    }

    private void sayTheEnd() {
        String end = "That was the story: pending, firing, delivered, silenced, resolved.";
        if (withEncore) {
            say(
                    STORY,
                    end + " In half a minute the API breaks again, and again; now you may silence it:",
                    silenceCommand("I know"));
        } else {
            say(STORY, end);
        }
    }

    private String silenceCommand(String comment) {
        return "./tocsin silence add%s --duration=1h --comment='%s' alertname=%s".formatted(urlOption, comment, ALERT);
    }

    private void say(String word, String text) {
        say(word, text, "");
    }

    private void say(String word, String text, String command) {
        inbox.add(new Message.Change(word, text, command));
    }
}
