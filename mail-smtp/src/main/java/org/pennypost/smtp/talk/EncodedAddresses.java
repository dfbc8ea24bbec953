package org.pennypost.smtp.talk;

import java.util.List;
import org.pennypost.core.message.EncodedWords;
import org.pennypost.core.message.HeaderAddress;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.RawText;
import org.pennypost.core.text.SyntaxException;

/** The addresses of a field with their names in encoded words: RFC 2047 §5 (3). */
final class EncodedAddresses {
    private static final int MOST = MessageLimits.DEFAULTS.addresses();

    private final FoldedField folded;

    EncodedAddresses(FoldedField folded) {
        this.folded = folded;
    }

    /** Whether that could be done. */
    boolean add(HeaderField field) {
        List<HeaderAddress> list = field.addresses(MOST);
        if (list.isEmpty() || list.size() >= MOST) {
            return false; // none may be lost
        }
        boolean behindAnother = false;
        for (HeaderAddress address : list) {
            if (behindAnother && !(address instanceof HeaderAddress.GroupEnd)) {
                folded.mark(',');
            }
            if (!add(address)) {
                return false;
            }
            behindAnother = !(address instanceof HeaderAddress.GroupStart);
        }
        return true;
    }

    private boolean add(HeaderAddress address) {
        if (address instanceof HeaderAddress.GroupStart start) {
            phrase(start.name());
            folded.word(":"); // RFC 2047 §5 (3): white space is between an encoded word and what else there is
        } else if (address instanceof HeaderAddress.Individual one) {
            return add(one);
        } else {
            folded.mark(';');
        }
        return true;
    }

    private boolean add(HeaderAddress.Individual one) {
        try {
            String address = AddressFields.address(one).toString();
            if (!EncodedHeader.isAscii(address)) {
                return false;
            }
            if (!one.name().isAbsent()) {
                phrase(one.name());
            }
            folded.word(one.name().isAbsent() ? address : "<" + address + ">");
            return true;
        } catch (SyntaxException noAddress) {
            return false;
        }
    }

    // RFC 5322 §3.2.5: phrase = 1*word / obs-phrase; a quoted string may hold whatever ASCII there is
    private void phrase(RawText name) {
        String encoded = EncodedWords.encode(EncodedWords.decode(name));
        if (encoded.startsWith("=?")) {
            folded.words(encoded);
        } else {
            folded.word("\"" + encoded.replaceAll("([\"\\\\])", "\\\\$1") + "\"");
        }
    }
}
