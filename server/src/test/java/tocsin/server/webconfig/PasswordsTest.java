package tocsin.server.webconfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tocsin.server.webconfig.Passwords.Verdict;

class PasswordsTest {
    private static final String REST = "$abcdefghijklmnopqrstuubyCG3zY1GIXMyxfivm.ClDiInHzxjiq";
    private static final PasswordHash ALICE = PasswordHash.parse("$2b$04" + REST);
    private static final PasswordHash BOB = PasswordHash.parse("$2b$05" + REST);

    private final List<PasswordHash> compared = new ArrayList<>();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final Passwords passwords = new Passwords(users(), this::compare, this::later);

    private static Map<String, PasswordHash> users() {
        Map<String, PasswordHash> users = new LinkedHashMap<>();
        users.put("alice", ALICE);
        users.put("bob", BOB);
        return users;
    }

    private boolean compare(byte[] password, PasswordHash hash) {
        compared.add(hash);
        return new String(password, UTF_8).equals(hash.equals(ALICE) ? "a" : "b");
    }

    private Future<Boolean> later(Supplier<Boolean> comparison) {
        Promise<Boolean> done = Promise.promise();
        work.add(() -> done.complete(comparison.get()));
        return done.future();
    }

    private Future<Verdict> login(String userAndPassword) {
        return login(userAndPassword, "192.0.2.1");
    }

    private Future<Verdict> login(String userAndPassword, String address) {
        return passwords.compare(BasicCredentialsTest.of(userAndPassword), address);
    }

    private Verdict judged(String userAndPassword) {
        Future<Verdict> verdict = login(userAndPassword);
        workAll();
        return verdict.result();
    }

    private void workAll() {
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
    }

    private static void assertAll(List<Future<Verdict>> verdicts, Verdict expected) {
        assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.result()).isEqualTo(expected));
    }

    @Test
    void a_password_is_compared_once_and_its_verdict_kept() {
        assertThat(judged("alice:a")).isEqualTo(Verdict.ACCEPTED);
        assertThat(judged("alice:wrong")).isEqualTo(Verdict.REFUSED);

        assertThat(passwords.known(BasicCredentialsTest.of("alice:a"))).isEqualTo(Verdict.ACCEPTED);
        assertThat(passwords.known(BasicCredentialsTest.of("alice:wrong"))).isEqualTo(Verdict.REFUSED);
        assertThat(login("alice:a").result()).isEqualTo(Verdict.ACCEPTED);
        assertThat(compared).containsExactly(ALICE, ALICE);
    }

    @Test
    void a_verdict_is_for_one_name_and_one_password() {
        assertThat(judged("alice:a")).isEqualTo(Verdict.ACCEPTED);

        assertThat(judged("bob:a")).isEqualTo(Verdict.REFUSED);
        assertThat(judged("bob:b")).isEqualTo(Verdict.ACCEPTED);
        assertThat(judged("alic:ea")).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void a_name_that_nobody_has_costs_a_comparison_with_somebodys_hash_and_is_refused() {
        assertThat(judged("mallory:a")).isEqualTo(Verdict.REFUSED);
        assertThat(judged("mallory:b")).isEqualTo(Verdict.REFUSED);

        assertThat(compared).hasSize(2).containsAnyOf(ALICE, BOB);
        assertThat(compared.get(0)).isEqualTo(compared.get(1));
    }

    @Test
    void equal_logins_share_one_comparison() {
        List<Future<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            verdicts.add(login("alice:a"));
        }
        workAll();

        assertAll(verdicts, Verdict.ACCEPTED);
        assertThat(compared).hasSize(1);
    }

    @Test
    void one_comparison_is_made_at_a_time() {
        login("alice:1");
        login("alice:2");

        assertThat(work).hasSize(1);
        work.remove().run();
        assertThat(work).hasSize(1);
    }

    @Test
    void a_flood_of_guesses_is_turned_away_and_delays_nobody_who_has_logged_in() {
        judged("alice:a");
        List<Future<Verdict>> turnedAway = new ArrayList<>();
        login("bob:first");
        for (int i = 0; i < Passwords.MOST_QUEUED_OF_ADDRESS; i++) {
            login("bob:guess" + i);
        }
        for (int i = 0; i < 1_000; i++) {
            turnedAway.add(login("bob:more" + i));
        }

        assertAll(turnedAway, Verdict.TOO_MANY);
        assertThat(passwords.known(BasicCredentialsTest.of("alice:a"))).isEqualTo(Verdict.ACCEPTED);
        assertThat(login("alice:a").result()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void one_address_leaves_room_for_others_and_all_together_have_a_limit() {
        login("bob:first");
        for (int i = 0; i < Passwords.MOST_QUEUED_OF_ADDRESS; i++) {
            login("bob:guess" + i, "192.0.2.1");
        }
        assertThat(login("alice:a", "192.0.2.1").result()).isEqualTo(Verdict.TOO_MANY);

        Future<Verdict> alice = login("alice:a", "192.0.2.2");
        assertThat(alice.isComplete()).isFalse();
        for (int i = 0; i < Passwords.MOST_QUEUED; i++) {
            login("bob:other" + i, "198.51.100." + i);
        }
        assertThat(login("bob:b", "192.0.2.9").result()).isEqualTo(Verdict.TOO_MANY);

        workAll();
        assertThat(alice.result()).isEqualTo(Verdict.ACCEPTED);
        assertThat(judged("bob:b")).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void requests_that_wait_for_one_comparison_have_a_limit() {
        for (int i = 0; i < Passwords.MOST_WAITING; i++) {
            login("bob:same");
        }

        assertThat(login("bob:same").result()).isEqualTo(Verdict.TOO_MANY);
        workAll();
        assertThat(judged("bob:b")).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void wrong_guesses_push_out_older_guesses_but_no_good_verdict() {
        judged("alice:a");
        for (int i = 0; i <= Passwords.MOST_VERDICTS; i++) {
            judged("alice:guess" + i);
        }

        assertThat(passwords.known(BasicCredentialsTest.of("alice:a"))).isEqualTo(Verdict.ACCEPTED);
        assertThat(passwords.known(BasicCredentialsTest.of("alice:guess0"))).isNull();
        assertThat(passwords.known(BasicCredentialsTest.of("alice:guess1"))).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void a_comparison_that_breaks_is_told_and_the_next_goes_on() {
        Passwords breaking = new Passwords(users(), this::compare, comparison -> Future.failedFuture("no worker"));

        assertThat(breaking.compare(BasicCredentialsTest.of("alice:a"), "").cause())
                .hasMessage("no worker");
        assertThat(breaking.compare(BasicCredentialsTest.of("alice:a"), "").cause())
                .hasMessage("no worker");
        assertThat(breaking.known(BasicCredentialsTest.of("alice:a"))).isNull();
    }

    @Test
    void a_password_does_not_stay_after_its_comparison() {
        BasicCredentials credentials = BasicCredentialsTest.of("alice:a");

        passwords.compare(credentials, "");
        workAll();

        assertThat(credentials.password()).containsOnly(0);
    }
}
