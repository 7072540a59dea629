package tocsin.config;

/** Which texts are file name patterns in Go's syntax: {@code * ? [a-z] [^a-z] \x}. */
public final class GlobSyntax {
    private final String glob;
    private int next;

    private GlobSyntax(String glob) {
        this.glob = glob;
    }

    /** @throws IllegalArgumentException when the pattern is malformed */
    public static String require(String glob) {
        GlobSyntax syntax = new GlobSyntax(glob);
        while (syntax.next < glob.length()) {
            char c = glob.charAt(syntax.next++);
            if (c == '\\') {
                syntax.takeCharacter();
            } else if (c == '[') {
                syntax.takeClass();
            }
        }
        return glob;
    }

    private void takeClass() {
        if (next < glob.length() && glob.charAt(next) == '^') {
            next++;
        }
        boolean first = true;
        while (first || next >= glob.length() || glob.charAt(next) != ']') {
            takeClassCharacter();
            if (next < glob.length() && glob.charAt(next) == '-') {
                next++;
                takeClassCharacter();
            }
            first = false;
        }
        next++;
    }

    private void takeClassCharacter() {
        if (next < glob.length() && (glob.charAt(next) == '-' || glob.charAt(next) == ']')) {
            throw malformed();
        }
        if (next < glob.length() && glob.charAt(next) == '\\') {
            next++;
        }
        takeCharacter();
    }

    private void takeCharacter() {
        if (next >= glob.length()) {
            throw malformed();
        }
        next++;
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "syntax error in pattern `%s`; close `[` with `]`, and write `\\[` for a bracket".formatted(glob));
    }
}
