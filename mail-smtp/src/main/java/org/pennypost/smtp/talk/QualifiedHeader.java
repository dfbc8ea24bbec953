package org.pennypost.smtp.talk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.LocalPart;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Directory;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.AddressListWriter;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderAddress;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.text.SyntaxException;

/**
 * The header of a submission in which names of our users stand without a domain, as cron and scripts write them:
 * {@code To: root}. They get the domain at which the name is known here (RFC 6409 §8 and §8.8: only a name that is
 * known may get one); fields without such names stay as they are. A run; may block.
 */
final class QualifiedHeader {
    private final Directory directory;
    private final Map<String, Optional<MailAddress>> known = new HashMap<>();

    QualifiedHeader(Directory directory) {
        this.directory = directory;
    }

    /** The same header if there is nothing to complete, nobody known by such a name, or what it becomes is too large. */
    Header of(Header header) throws StoreException {
        for (HeaderField field : header) {
            if (hasAddresses(field) && addresses(field).stream().anyMatch(QualifiedHeader::lacksDomain)) {
                return completed(header);
            }
        }
        return header;
    }

    private Header completed(Header header) throws StoreException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        boolean changed = false;
        for (HeaderField field : header) {
            Optional<String> qualified = hasAddresses(field) ? qualified(field) : Optional.empty();
            changed |= qualified.isPresent();
            if (octets.size() > Inspection.HEADER_OCTETS) {
                return header;
            }
            octets.writeBytes(qualified.isPresent() ? qualified.get().getBytes(StandardCharsets.UTF_8) : sent(field));
        }
        octets.writeBytes(header.hasBlankLine() ? new byte[] {'\r', '\n'} : new byte[0]);
        return changed && octets.size() <= Inspection.HEADER_OCTETS
                ? Header.parse(ByteBuffer.wrap(octets.toByteArray()), MessageLimits.DEFAULTS)
                : header;
    }

    private static boolean hasAddresses(HeaderField field) {
        return AddressFields.NAMES.stream().anyMatch(field::isNamed);
    }

    private static List<HeaderAddress> addresses(HeaderField field) {
        return field.addresses(MessageLimits.DEFAULTS.addresses());
    }

    private static byte[] sent(HeaderField field) {
        byte[] octets = new byte[field.octets().remaining()];
        field.octets().get(octets);
        return octets;
    }

    /** Of a list that is too long to be read whole nothing may be lost. */
    private Optional<String> qualified(HeaderField field) throws StoreException {
        List<HeaderAddress> list = addresses(field);
        boolean some = false;
        for (HeaderAddress one : list) {
            if (lacksDomain(one)) {
                if (known((HeaderAddress.Individual) one).isEmpty()) {
                    return Optional.empty();
                }
                some = true;
            }
        }
        try {
            return some && list.size() < MessageLimits.DEFAULTS.addresses()
                    ? Optional.of(EncodedHeader.line(field.name(), AddressListWriter.write(list, this::mailbox)))
                    : Optional.empty();
        } catch (SyntaxException | IllegalArgumentException noAddress) {
            return Optional.empty(); // AddressFields says so
        }
    }

    private static boolean lacksDomain(HeaderAddress address) {
        return address instanceof HeaderAddress.Individual one
                && one.domain().isEmpty()
                && !one.localPart().isEmpty();
    }

    private Optional<MailAddress> known(HeaderAddress.Individual one) throws StoreException {
        String name = one.localPart().toString();
        Optional<MailAddress> address = known.get(name);
        if (address == null) {
            address = directory.verify(name).stream()
                    .filter(found ->
                            found.isAscii() && found.localPart().value().equals(name))
                    .findFirst();
            known.put(name, address);
        }
        return address;
    }

    private String mailbox(HeaderAddress.Individual one) {
        MailAddress address = lacksDomain(one)
                ? known.get(one.localPart().toString()).orElseThrow()
                : new MailAddress(
                        new LocalPart(one.localPart().toString()),
                        Host.parse(one.domain().toString(), Repertoire.UTF8));
        return AddressListWriter.mailbox(one.name(), address.toString());
    }
}
