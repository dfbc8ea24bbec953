package org.pennypost.server.dmarc;

/** Elements of XML. */
final class Xml {
    private Xml() {}

    /** An element with a text: printable ASCII, which is all that names and addresses have here. */
    static String text(String name, String text) {
        String plain = text.replaceAll("[^\\x20-\\x7E]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
        return element(name, plain);
    }

    static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }
}
