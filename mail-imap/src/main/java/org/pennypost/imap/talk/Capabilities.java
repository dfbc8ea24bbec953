package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What we are able to do, as CAPABILITY says it: RFC 9051 §6.1.1 and §7.2.2. One row for each name, with its RFC and
 * the condition under which it is true.
 */
final class Capabilities {
    // spotless:off
    private static final List<Row> TABLE = List.of(
            new Row("IMAP4rev2",     Capabilities::always),             // RFC 9051
            new Row("IMAP4rev1",     Capabilities::always),             // RFC 3501
            new Row("STARTTLS",      Authenticating::offersTls),        // RFC 9051 §6.2.1
            new Row("LOGINDISABLED", Authenticating::loginDisabled),    // RFC 9051 §6.2.3
            new Row("SASL-IR",       Authenticating::wanted),           // RFC 4959
            new Row("LITERAL+",      Capabilities::literalPlus),        // RFC 7888
            new Row("LITERAL-",      Capabilities::literalMinus),       // RFC 7888 §5
            new Row("ENABLE",        Capabilities::always),             // RFC 5161
            new Row("ID",            Capabilities::always),             // RFC 2971
            new Row("IDLE",          Capabilities::always),             // RFC 2177
            new Row("NAMESPACE",     Capabilities::always),             // RFC 2342
            new Row("CHILDREN",      Capabilities::always),             // RFC 3348
            new Row("SPECIAL-USE",   Capabilities::always),             // RFC 6154
            new Row("LIST-EXTENDED", Capabilities::always),             // RFC 5258
            new Row("LIST-STATUS",   Capabilities::always),             // RFC 5819
            new Row("STATUS=SIZE",   Capabilities::always),             // RFC 8438
            new Row("UNSELECT",      Capabilities::always),             // RFC 3691
            new Row("UIDPLUS",       Capabilities::always),             // RFC 4315
            new Row("MOVE",          Capabilities::always),             // RFC 6851
            new Row("ESEARCH",       Capabilities::always),             // RFC 4731
            new Row("SEARCHRES",     Capabilities::always));            // RFC 5182
    // spotless:on

    private Capabilities() {}

    /** A capability and whether it is true of a conversation now. */
    private record Row(String name, Predicate<Talk> condition) {}

    /** The capabilities of a conversation in its present state. */
    static List<String> of(Talk talk) {
        List<String> names = new ArrayList<>();
        for (Row row : TABLE) {
            if (row.condition().test(talk)) {
                names.add(row.name());
            }
        }
        // RFC 9051 §7.2.2: AUTH= and the name of each mechanism that the client may use now
        Authenticating.mechanisms(talk).forEach(mechanism -> names.add("AUTH=" + mechanism));
        return names;
    }

    private static boolean always(Talk talk) {
        return true;
    }

    private static boolean literalPlus(Talk talk) {
        return talk.setup().limits().command().literalPlus();
    }

    private static boolean literalMinus(Talk talk) {
        return !literalPlus(talk);
    }
}
