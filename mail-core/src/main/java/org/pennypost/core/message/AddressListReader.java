package org.pennypost.core.message;

import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.text.OctetSet;

/**
 * Reads RFC 5322 §3.4 {@code address-list} with the obsolete forms of §4.4, and makes the best of anything else.
 *
 * <p>One pass: words are taken until a character says what they were, a display name, a local part or a group.
 */
final class AddressListReader {
    private static final OctetSet WORD = HeaderScanner.ATEXT.and(".");
    private static final OctetSet DELIMITERS = OctetSet.of("<@:;,>");
    private static final OctetSet NAME_ENDS = OctetSet.of("<;,");

    private final HeaderScanner in;
    private final int limit;
    private final List<HeaderAddress> found = new ArrayList<>();
    private final Octets words = new Octets(64);
    /** The last of the words, with those that dots join to it. */
    private final Octets local = new Octets(64);

    private final Octets word = new Octets(64);
    private boolean inGroup;
    private boolean onlyAtom;

    AddressListReader(RawText value, int limit) {
        this.in = new HeaderScanner(value);
        this.limit = limit;
    }

    List<HeaderAddress> read() {
        while (!in.atEnd() && found.size() < limit) {
            address();
        }
        if (inGroup) {
            found.add(new HeaderAddress.GroupEnd());
        }
        return found;
    }

    // RFC 5322 §3.4: address = mailbox / group; mailbox = name-addr / addr-spec
    private void address() {
        in.forgetComment();
        int nameEnd = phrase();
        int next = in.peek();
        in.skip();
        if (next == '<') {
            found.add(angleAddr(
                    words.length() == 0 ? RawText.ABSENT : words.toText().squeezed()));
            toSeparator();
        } else if (next == '@') {
            found.add(addrSpec(nameEnd));
            toSeparator();
        } else if (next == ':' && !inGroup) {
            // RFC 5322 §3.4: group = display-name ":" [group-list] ";" [CFWS]
            found.add(new HeaderAddress.GroupStart(words.toText()));
            inGroup = true;
        } else {
            bareWords();
            endGroup(next);
        }
    }

    // RFC 5322 §3.2.5: phrase = 1*word / obs-phrase. Answers where in the words the last dotted word begins.
    private int phrase() {
        words.truncate(0);
        local.truncate(0);
        int lastWord = 0;
        boolean dotted = true;
        onlyAtom = true;
        while (true) {
            in.skipSpace();
            word.truncate(0);
            boolean quoted = in.quotedString(word);
            if (!quoted && !in.take(WORD, word)) {
                if (in.atEnd() || DELIMITERS.contains(in.peek())) {
                    return lastWord;
                }
                in.skip(); // a character that has no place here
                continue;
            }
            if (words.length() > 0) {
                words.append(' ');
            }
            if (!dotted && (quoted || !word.startsWith('.'))) {
                lastWord = words.length();
                local.truncate(0);
            }
            onlyAtom &= !quoted && lastWord == 0;
            words.append(word);
            local.append(word);
            dotted = !quoted && word.endsWith('.');
        }
    }

    // RFC 5322 §3.4.1: addr-spec = local-part "@" domain; a name may stand in a comment, or before without "<".
    // With a "<" behind it, it is a name that nobody has quoted.
    private HeaderAddress.Individual addrSpec(int nameEnd) {
        RawText localPart = local.toText();
        RawText domain = domain();
        in.skipSpace();
        RawText comment = in.comment().squeezed();
        words.append('@');
        words.append(domain.array(), 0, domain.length());
        moreWords();
        RawText all = words.toText();
        words.truncate(Math.max(0, nameEnd - 1));
        RawText name = words.length() > 0 ? words.toText() : comment;
        if (in.skip('<')) {
            HeaderAddress.Individual behind = angleAddr(all);
            if (!behind.domain().isEmpty()) {
                return behind;
            }
        }
        return new HeaderAddress.Individual(name, RawText.ABSENT, localPart, domain);
    }

    private void moreWords() {
        while (!in.atEnd() && !NAME_ENDS.contains(in.peek())) {
            word.truncate(0);
            if (in.quotedString(word) || in.take(WORD, word)) {
                words.append(' ');
                words.append(word);
            } else if (in.skip('@')) {
                words.append('@');
            } else if (!in.skipSpace()) {
                in.skip();
            }
        }
    }

    // RFC 5322 §3.4, §4.4: angle-addr = "<" [obs-route] addr-spec ">"
    private HeaderAddress.Individual angleAddr(RawText name) {
        in.skipSpace();
        RawText route = in.peek() == '@' ? route() : RawText.ABSENT;
        phrase(); // its last dotted word is next to the "@"
        RawText localPart = local.toText();
        RawText domain = in.skip('@') ? domain() : RawText.EMPTY;
        return new HeaderAddress.Individual(name, route, localPart, domain);
    }

    // RFC 5322 §4.4: obs-route = obs-domain-list ":"
    private RawText route() {
        Octets route = new Octets(64);
        while (in.skip('@')) {
            if (route.length() > 0) {
                route.append(',');
            }
            route.append('@');
            domain(route);
            while (in.skip(',') || in.skipSpace()) {
                continue;
            }
        }
        in.skip(':');
        in.skipSpace();
        return route.toText();
    }

    private RawText domain() {
        Octets domain = new Octets(32);
        domain(domain);
        return domain.toText();
    }

    // RFC 5322 §3.4.1, §4.4: domain = dot-atom / domain-literal / obs-domain
    private void domain(Octets into) {
        in.skipSpace();
        if (in.domainLiteral(into)) {
            in.skipSpace();
            return;
        }
        while (in.take(WORD, into)) {
            in.skipSpace();
            if (!into.endsWith('.') && in.peek() != '.') {
                return;
            }
        }
    }

    // Words without an "@": one atom is a local part that lacks its domain, anything else a name that lacks both.
    private void bareWords() {
        RawText text = words.toText();
        if (text.isEmpty()) {
            return;
        }
        found.add(
                onlyAtom
                        ? new HeaderAddress.Individual(in.comment().squeezed(), RawText.ABSENT, text, RawText.EMPTY)
                        : new HeaderAddress.Individual(text, RawText.ABSENT, RawText.EMPTY, RawText.EMPTY));
    }

    // Behind an address: everything up to the comma is noise.
    private void toSeparator() {
        while (!in.atEnd()) {
            word.truncate(0);
            if (in.skipSpace() || in.quotedString(word)) {
                continue;
            }
            int next = in.peek();
            in.skip();
            if (next == ',' || next == ';') {
                endGroup(next);
                return;
            }
        }
    }

    private void endGroup(int delimiter) {
        if (delimiter == ';' && inGroup) {
            inGroup = false;
            found.add(new HeaderAddress.GroupEnd());
        }
    }
}
