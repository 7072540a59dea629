package tocsin.notifiers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/**
 * The entry of one kind with which it is put to {@link HttpNotifierContract}. Values are YAML; in them {@link #SERVER} stands
 * for the address of the server, {@link #SECRET} for the secret, {@link #BROKEN} for a text whose template fails.
 *
 * @param keys each key of the entry and its value
 * @param http what stands in the braces of {@code http_config}
 * @param secretKey the key whose value holds the secret, and that has a twin {@code <key>_file}; empty when there is none
 * @param texts each templated key and a value with a broken text
 * @param required those among them that nothing can stand in for
 */
public record ContractEntry(
        EntryKind<?> kind,
        Map<String, String> keys,
        List<String> http,
        String secretKey,
        Map<String, String> texts,
        Set<String> required) {
    public static final String SERVER = "%SERVER%";
    public static final String SECRET = "%SECRET%";
    public static final String BROKEN = "%BROKEN%";

    static final NotificationTemplates TEMPLATES = NotificationTemplates.builtIn();

    /** With the key that holds the secret. */
    public static ContractEntry of(
            Function<NotificationTemplates, ? extends EntryKind<?>> kind, String secretKey, String value) {
        return new ContractEntry(
                kind.apply(TEMPLATES), Map.of(secretKey, value), List.of(), secretKey, Map.of(), Set.of());
    }

    /** Of a kind whose secrets stand elsewhere, e.g. in {@code http_config}, or in no file. */
    public static ContractEntry withoutSecretKey(Function<NotificationTemplates, ? extends EntryKind<?>> kind) {
        return new ContractEntry(kind.apply(TEMPLATES), Map.of(), List.of(), "", Map.of(), Set.of());
    }

    boolean hasSecretKey() {
        return !secretKey.isEmpty();
    }

    /** One more key. */
    public ContractEntry with(String key, String value) {
        return new ContractEntry(kind, added(keys, key, value), http, secretKey, texts, required);
    }

    /** The secret stands in a file of this name instead. */
    ContractEntry withSecretIn(String file) {
        Map<String, String> others = new LinkedHashMap<>(keys);
        others.remove(secretKey);
        return new ContractEntry(kind, others, http, secretKey, texts, required).with(secretKey + "_file", file);
    }

    /** One more setting of {@code http_config}. */
    public ContractEntry withHttp(String setting) {
        List<String> more = new ArrayList<>(http);
        more.add(setting);
        return new ContractEntry(kind, keys, more, secretKey, texts, required);
    }

    /** Keys that hold one template and have a default, be it nothing. */
    public ContractEntry withTexts(String... names) {
        ContractEntry all = this;
        for (String name : names) {
            all = all.withText(name, BROKEN);
        }
        return all;
    }

    /** A key that holds templates somewhere inside. */
    public ContractEntry withText(String name, String broken) {
        return new ContractEntry(kind, keys, http, secretKey, added(texts, name, broken), required);
    }

    /** A key that holds a template which nothing can stand in for. */
    public ContractEntry withRequiredText(String name, String broken) {
        Set<String> more = new LinkedHashSet<>(required);
        more.add(name);
        return new ContractEntry(kind, keys, http, secretKey, added(texts, name, broken), more);
    }

    /** With the broken text of a key. */
    public ContractEntry withBroken(String name) {
        return with(name, texts.getOrDefault(name, BROKEN));
    }

    private static Map<String, String> added(Map<String, String> some, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(some);
        more.put(key, value);
        return more;
    }

    /** What the file with the secret holds. */
    String secretText(String address, String secret) {
        return filled(keys.getOrDefault(secretKey, SECRET), address, secret).replace("'", "");
    }

    String yaml(String address, String secret) {
        StringBuilder yaml = new StringBuilder();
        keys.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
        if (!http.isEmpty()) {
            yaml.append("http_config: {").append(String.join(", ", http)).append("}\n");
        }
        return filled(yaml.toString(), address, secret);
    }

    private static String filled(String text, String address, String secret) {
        return text.replace(SERVER, address).replace(SECRET, secret).replace(BROKEN, "'{{ .Nope }}'");
    }

    /** How long services say that a text is. */
    public static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Names it in reports. */
    @Override
    public String toString() {
        return kind.name();
    }
}
