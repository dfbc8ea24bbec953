package org.pennypost.smtp.talk;

/** A header field that is written word by word and folded where a line gets long: RFC 5322 §2.2.3. */
final class FoldedField {
    /** RFC 5322 §2.1.1: 78 at most, where that can be. */
    private static final int LINE = 76;

    private final StringBuilder text = new StringBuilder();
    private int column;

    FoldedField(String name) {
        text.append(name).append(':');
        column = text.length();
    }

    /** A word with white space before it. */
    void word(String word) {
        boolean full = column + 1 + word.length() > LINE;
        text.append(full ? "\r\n " : " ").append(word);
        column = (full ? 0 : column) + 1 + word.length();
    }

    /** What stands right behind the last word. */
    void mark(char mark) {
        text.append(mark);
        column++;
    }

    /** The field with its line end. */
    @Override
    public String toString() {
        return text + "\r\n";
    }
}
