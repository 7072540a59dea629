package tocsin.notifiers.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as people write them, e.g. {@code "On call" <oncall@example.org>, db: a@example.org, b@example.org;}.
 *
 * @param entries single addresses and groups of them
 */
record AddressList(List<Entry> entries) {
    AddressList {
        entries = List.copyOf(entries);
    }

    /**
     * @param name empty when there is none
     * @param address as the mail server gets it
     */
    record Mailbox(String name, String address) {
        Mailbox {
            name = name.isBlank() ? "" : name;
        }

        String printed() {
            return name.isEmpty() ? address : HeaderText.phrase(name) + " <" + address + ">";
        }
    }

    /**
     * @param group null for a single address
     * @param mailboxes exactly one without a group
     */
    record Entry(@Nullable String group, List<Mailbox> mailboxes) {
        String printed() {
            String printed = mailboxes.stream().map(Mailbox::printed).collect(Collectors.joining(", "));
            return group == null ? printed : HeaderText.phrase(group) + ": " + printed + ";";
        }
    }

    /** @throws AddressException with a message for people */
    static AddressList parse(String text) throws AddressException {
        List<Entry> entries = new ArrayList<>();
        for (InternetAddress address : InternetAddress.parse(text, true)) {
            entries.add(address.isGroup() ? group(address) : new Entry(null, List.of(mailbox(address))));
        }
        return new AddressList(entries);
    }

    private static Entry group(InternetAddress group) throws AddressException {
        List<Mailbox> mailboxes = new ArrayList<>();
        InternetAddress[] members = group.getGroup(true);
        if (members != null) {
            for (InternetAddress member : members) {
                mailboxes.add(mailbox(member));
            }
        }
        String name = group.getAddress().substring(0, group.getAddress().indexOf(':'));
        return new Entry(unquoted(name.strip()), mailboxes);
    }

    private static String unquoted(String name) {
        return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1")
                : name;
    }

    private static Mailbox mailbox(InternetAddress written) throws AddressException {
        String address = written.getAddress();
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1 || address.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            throw new AddressException("is not name@host", address);
        }
        String name = written.getPersonal();
        return new Mailbox(name == null ? "" : name, address);
    }

    /** Each address once, in the order of the list. */
    List<String> addresses() {
        Set<String> addresses = new LinkedHashSet<>();
        entries.forEach(entry -> entry.mailboxes().forEach(mailbox -> addresses.add(mailbox.address())));
        return List.copyOf(addresses);
    }

    /** As the value of a header: printable ASCII, unless an address is not. */
    String printed() {
        return entries.stream().map(Entry::printed).collect(Collectors.joining(", "));
    }
}
