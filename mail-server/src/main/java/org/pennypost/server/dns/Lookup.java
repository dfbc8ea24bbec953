package org.pennypost.server.dns;

import java.io.IOException;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * One question, and the way to its answer along CNAMEs (RFC 1035 §3.3.1). An answer is secure if each message on the way
 * is (RFC 7672 §2.1.3).
 */
final class Lookup {
    /** Chains should be short; a loop is one without an end. */
    private static final int LONGEST = 8;

    private final Resolver servers;
    private final int type;
    private final boolean validating;
    private Name name;
    private boolean secure;
    private int steps;
    private long seconds = Long.MAX_VALUE;
    private int octets;

    Lookup(Resolver servers, Name name, int type, boolean validating) {
        this.servers = servers;
        this.name = name;
        this.type = type;
        this.validating = validating;
        this.secure = validating;
    }

    org.pennypost.server.dns.Resolver.Answer<Record> answer() throws IOException {
        while (true) {
            Name asked = name;
            Message message = ask();
            secure &= message.getHeader().getFlag(Flags.AD);
            List<Record> all = message.getSection(Section.ANSWER);
            octets += message.numBytes();
            all.forEach(record -> seconds = Math.min(seconds, record.getTTL()));
            follow(all);
            List<Record> records = all.stream()
                    .filter(record ->
                            record.getType() == type && record.getName().equals(name))
                    .toList();
            boolean exists = message.getRcode() != Rcode.NXDOMAIN;
            if (!records.isEmpty() || name.equals(asked) || !exists) {
                seconds = records.isEmpty() ? Math.min(seconds, nothing(message)) : seconds;
                return new org.pennypost.server.dns.Resolver.Answer<>(exists, secure, name.toString(true), records);
            }
        }
    }

    /** How long the answer holds. */
    AnswerCache.Life life() {
        return new AnswerCache.Life(seconds, octets);
    }

    /** RFC 2308: how long it holds that there is nothing; without an SOA record not at all. */
    private static long nothing(Message message) {
        return message.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .mapToLong(zone -> Math.min(zone.getTTL(), zone.getMinimum()))
                .min()
                .orElse(0);
    }

    private void follow(List<Record> all) throws IOException {
        for (Name before = Name.root; !before.equals(name); ) {
            before = name;
            for (Record record : all) {
                if (record instanceof CNAMERecord alias && alias.getName().equals(before) && type != Type.CNAME) {
                    name = alias.getTarget();
                }
            }
            if (++steps > LONGEST) {
                throw new IOException("the DNS leads in circles for " + name.toString(true));
            }
        }
    }

    private Message ask() throws IOException {
        Message question = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        if (validating) {
            question.getHeader().setFlag(Flags.AD); // RFC 7672 §2.1.3: we want to know
        }
        Message answer;
        try {
            answer = servers.send(question);
        } catch (IOException silence) {
            throw new IOException(
                    "the DNS does not answer for " + name.toString(true) + ": " + silence.getMessage(), silence);
        }
        if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
            throw new IOException(
                    "the DNS does not know now about " + name.toString(true) + ": " + Rcode.string(answer.getRcode()));
        }
        return answer;
    }
}
