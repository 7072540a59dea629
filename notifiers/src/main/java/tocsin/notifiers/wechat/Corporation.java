package tocsin.notifiers.wechat;

import java.util.Objects;

/** Whom access tokens are given to. */
record Corporation(String id, String secret) {
    Corporation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(secret, "secret");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return id;
    }
}
