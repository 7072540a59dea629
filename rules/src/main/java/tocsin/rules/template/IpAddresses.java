package tocsin.rules.template;

/** Tells IP addresses from names by their form alone; nothing is looked up. */
final class IpAddresses {
    private static final int V6_GROUPS = 8;

    private IpAddresses() {}

    /** Without zone. A number of the dotted form has no leading zeros. */
    static boolean isAddress(String text) {
        return text.indexOf(':') < 0 ? isV4(text) : isV6(text);
    }

    private static boolean isV4(String text) {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != 4) {
            return false;
        }
        for (String number : numbers) {
            if (!isByte(number)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isByte(String number) {
        if (number.isEmpty() || number.length() > 3 || (number.length() > 1 && number.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return Integer.parseInt(number) <= 255;
    }

    private static boolean isV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == V6_GROUPS;
        }
        String left = text.substring(0, gap);
        String right = text.substring(gap + 2);
        int before = left.isEmpty() ? 0 : groups(left, false);
        int after = right.isEmpty() ? 0 : groups(right, true);
        return before >= 0 && after >= 0 && before + after < V6_GROUPS;
    }

    /** How many groups of 16 bits, the dotted form at the end being two; -1 when the text is none. */
    private static int groups(String text, boolean mayEndDotted) {
        String[] groups = text.split(":", -1);
        if (groups.length > V6_GROUPS) {
            return -1;
        }
        int last = groups.length - 1;
        boolean dotted = mayEndDotted && isV4(groups[last]);
        for (int i = 0; i < (dotted ? last : groups.length); i++) {
            if (!isHex(groups[i])) {
                return -1;
            }
        }
        return dotted ? groups.length + 1 : groups.length;
    }

    private static boolean isHex(String group) {
        if (group.isEmpty() || group.length() > 4) {
            return false;
        }
        for (int i = 0; i < group.length(); i++) {
            if (Character.digit(group.charAt(i), 16) < 0 || group.charAt(i) > 'f') {
                return false;
            }
        }
        return true;
    }
}
