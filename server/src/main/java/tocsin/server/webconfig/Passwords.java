package tocsin.server.webconfig;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Judges names and passwords. A comparison takes 70 ms and more, so that each is made once, on a worker, one at a time, and
 * its verdict is kept; a verdict that is known costs microseconds. On the event loop of the server only.
 *
 * <pre>
 *   credentials --HMAC--> key --> accepted? refused?      (two bounded tables: wrong guesses push out no good verdict)
 *                              \-> same key waits?         joins it
 *                               \-> queue, one at a time   (bounded, and half of it for one address at most)
 * </pre>
 *
 * <p>Verdicts are kept under a keyed digest of name, password and hash, with a key that lives as long as this object: no
 * password is kept, and the time of a look-up tells nothing about one. A name that nobody has is compared with the hash of
 * somebody, always the same for a name, and refused whatever comes out: it takes as long as a wrong password.
 */
final class Passwords {
    static final int MOST_QUEUED = 32;
    static final int MOST_QUEUED_OF_ADDRESS = MOST_QUEUED / 2;
    /** Requests, where several may wait for one comparison. */
    static final int MOST_WAITING = 1_000;

    static final int MOST_VERDICTS = 1_000;
    private static final String MAC = "HmacSHA256";
    private static final int SALT_BYTES = 32;

    /** What became of a name and password. */
    enum Verdict {
        ACCEPTED,
        REFUSED,
        /** Not compared: too many others wait. */
        TOO_MANY
    }

    private final Map<String, PasswordHash> users;
    private final List<PasswordHash> hashes;
    private final PasswordComparison comparison;
    private final Function<Supplier<Boolean>, Future<Boolean>> worker;
    private final SecretKeySpec salt;

    private final Map<ByteBuffer, Boolean> accepted = new Recent<>();
    private final Map<ByteBuffer, Boolean> refused = new Recent<>();
    private final Map<ByteBuffer, Compared> pending = new HashMap<>();
    private final Queue<Compared> queue = new ArrayDeque<>();
    private final Map<String, Integer> queuedByAddress = new HashMap<>();
    private int waiting;
    private boolean comparing;

    /**
     * @param users not empty
     * @param worker computes off the event loop and answers on it
     */
    Passwords(
            Map<String, PasswordHash> users,
            PasswordComparison comparison,
            Function<Supplier<Boolean>, Future<Boolean>> worker) {
        this.users = Map.copyOf(users);
        this.hashes = List.copyOf(users.values());
        this.comparison = comparison;
        this.worker = worker;
        byte[] random = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(random);
        this.salt = new SecretKeySpec(random, MAC);
    }

    /** Whether these are the users that are judged here. */
    boolean judge(Map<String, PasswordHash> others) {
        return users.equals(others);
    }

    /** A verdict that is known; null when there must be a comparison. */
    @Nullable
    Verdict known(BasicCredentials credentials) {
        return known(key(credentials));
    }

    private @Nullable Verdict known(ByteBuffer key) {
        if (accepted.get(key) != null) {
            return Verdict.ACCEPTED;
        }
        return refused.get(key) == null ? null : Verdict.REFUSED;
    }

    /**
     * The verdict after a comparison, or at once when it is known or too many wait.
     *
     * @param address of the client
     */
    Future<Verdict> compare(BasicCredentials credentials, String address) {
        ByteBuffer key = key(credentials);
        Verdict known = known(key);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        Compared same = pending.get(key);
        boolean full = same == null
                && (queue.size() >= MOST_QUEUED || queuedByAddress.getOrDefault(address, 0) >= MOST_QUEUED_OF_ADDRESS);
        if (full || waiting >= MOST_WAITING) {
            return Future.succeededFuture(Verdict.TOO_MANY);
        }
        Compared compared = same == null ? enqueue(key, credentials, address) : same;
        waiting++;
        compareNext();
        return compared.verdict.future().onComplete(judged -> waiting--);
    }

    private Compared enqueue(ByteBuffer key, BasicCredentials credentials, String address) {
        PasswordHash own = users.get(credentials.user());
        Compared compared = new Compared(
                key,
                credentials,
                own == null ? decoy(credentials.user()) : own,
                own != null,
                address,
                Promise.promise());
        queue.add(compared);
        pending.put(key, compared);
        queuedByAddress.merge(address, 1, Integer::sum);
        return compared;
    }

    private void compareNext() {
        Compared next = comparing ? null : queue.poll();
        if (next == null) {
            return;
        }
        comparing = true;
        queuedByAddress.computeIfPresent(next.address, (address, queued) -> queued == 1 ? null : queued - 1);
        byte[] password = next.credentials.password();
        worker.apply(() -> comparison.matches(password, next.hash)).onComplete(matches -> {
            comparing = false;
            pending.remove(next.key);
            Arrays.fill(password, (byte) 0);
            if (matches.succeeded()) {
                next.verdict.complete(keep(next.key, next.known && matches.result()));
            } else {
                next.verdict.fail(matches.cause());
            }
            compareNext();
        });
    }

    private Verdict keep(ByteBuffer key, boolean good) {
        (good ? accepted : refused).put(key, true);
        return good ? Verdict.ACCEPTED : Verdict.REFUSED;
    }

    private PasswordHash decoy(String user) {
        ByteBuffer digest = digest(List.of(user.getBytes(StandardCharsets.UTF_8)));
        return hashes.get(Math.floorMod(digest.getInt(0), hashes.size()));
    }

    private ByteBuffer key(BasicCredentials credentials) {
        PasswordHash hash = users.get(credentials.user());
        String hashText = hash == null ? "" : hash.reveal();
        return digest(List.of(
                credentials.user().getBytes(StandardCharsets.UTF_8),
                hashText.getBytes(StandardCharsets.US_ASCII),
                credentials.password()));
    }

    /** Each part with its length, so that no two lists are alike. */
    private ByteBuffer digest(List<byte[]> parts) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(salt);
            for (byte[] part : parts) {
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
                mac.update(part);
            }
            return ByteBuffer.wrap(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + MAC, e);
        }
    }

    /** One comparison, queued or being made. */
    private record Compared(
            ByteBuffer key,
            BasicCredentials credentials,
            PasswordHash hash,
            boolean known,
            String address,
            Promise<Verdict> verdict) {}

    /** Forgets what was not asked for the longest. */
    private static final class Recent<K> extends LinkedHashMap<K, Boolean> {
        private static final long serialVersionUID = 1L;
        private static final float LOAD = 0.75f;

        Recent() {
            super(16, LOAD, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Boolean> eldest) {
            return size() > MOST_VERDICTS;
        }
    }
}
