package org.pennypost.imap.syntax;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.OctetSet;

/** What a status response says to programs: RFC 9051 §7.1, §9 {@code resp-text-code}. Immutable. */
public sealed interface ResponseCode {
    /** No code. */
    ResponseCode NONE = new None();

    /** Writes what stands between the brackets. */
    void write(ResponseWriter out);

    /** There is nothing to say to programs. */
    record None() implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            // nothing stands between no brackets
        }
    }

    /** Codes that are one word, RFC 9051 §7.1 unless another source is named. */
    enum Word implements ResponseCode {
        /** The text is for the user to see. */
        ALERT,
        /** RFC 5255 §4.9: there is no such comparator. */
        BADCOMPARATOR,
        /** The name to be made is taken. */
        ALREADYEXISTS,
        /** The credentials are wrong. */
        AUTHENTICATIONFAILED,
        /** The credentials are right, but not for this identity. */
        AUTHORIZATIONFAILED,
        /** It can never work. */
        CANNOT,
        /** The client has a bug. */
        CLIENTBUG,
        /** The mailbox that was selected no longer is. */
        CLOSED,
        /** RFC 4978 §3: compression is active already. */
        COMPRESSIONACTIVE,
        /** Somebody must look after the account. */
        CONTACTADMIN,
        /** The store is damaged. */
        CORRUPTION,
        /** The password is no longer good. */
        EXPIRED,
        /** Somebody has removed some of the messages. */
        EXPUNGEISSUED,
        /** The mailbox has others below it. */
        HASCHILDREN,
        /** Somebody else is using it. */
        INUSE,
        /** A bound of ours. */
        LIMIT,
        /** There is no such thing. */
        NONEXISTENT,
        /** The account may not do it. */
        NOPERM,
        /** RFC 5465 §5.8: no more events are told, there are too many. */
        NOTIFICATIONOVERFLOW,
        /** The result of a search was not kept. */
        NOTSAVED,
        /** The account would have too much. */
        OVERQUOTA,
        /** A message could not be understood. */
        PARSE,
        /** Only over TLS. */
        PRIVACYREQUIRED,
        /** The mailbox cannot be changed. */
        READ_ONLY("READ-ONLY"),
        /** The mailbox can be changed. */
        READ_WRITE("READ-WRITE"),
        /** The server has a bug. */
        SERVERBUG,
        /** RFC 4469 §4.2, RFC 7889 §4: the message is too big. */
        TOOBIG,
        /** RFC 10022: fewer messages in a batch than the server makes. */
        TOOFEW,
        /** RFC 6154 §3: the special use cannot be given. */
        USEATTR,
        /** It would work after CREATE. */
        TRYCREATE,
        /** RFC 9586 §3: the command has message numbers. */
        UIDREQUIRED,
        /** Something that the server needs is down. */
        UNAVAILABLE,
        /** The content transfer encoding is not known. */
        UNKNOWN_CTE("UNKNOWN-CTE");

        private final String label;

        Word() {
            label = name();
        }

        Word(String label) {
            this.label = label;
        }

        @Override
        public void write(ResponseWriter out) {
            out.ascii(label);
        }
    }

    /** RFC 9051 §7.1 APPENDUID: the UIDs of what was appended. */
    record AppendUid(long uidValidity, UidSet uids) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("APPENDUID ").number(uidValidity).space().uidSet(uids);
        }
    }

    /** RFC 4469 §4.1 BADURL: the URL that names nothing here; of what cannot stand in a code there is a question mark. */
    record BadUrl(String url) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("BADURL ").text(url.replace(']', '?'));
        }
    }

    /** RFC 5465 §3.1 BADEVENT: the events that are known. */
    record BadEvent() implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("BADEVENT (")
                    .words(Stream.of(EventGroup.Event.values())
                            .map(EventGroup.Event::label)
                            .toList())
                    .ascii(")");
        }
    }

    /** RFC 9051 §7.1 BADCHARSET: the charsets that are known. */
    record BadCharset(List<String> known) implements ResponseCode {
        public BadCharset {
            known = List.copyOf(known);
        }

        @Override
        public void write(ResponseWriter out) {
            out.ascii("BADCHARSET (").words(known).ascii(")");
        }
    }

    /** RFC 9051 §7.1 CAPABILITY. */
    record Capabilities(List<String> capabilities) implements ResponseCode {
        public Capabilities {
            capabilities = List.copyOf(capabilities);
        }

        @Override
        public void write(ResponseWriter out) {
            out.ascii("CAPABILITY ").words(capabilities);
        }
    }

    /** RFC 9051 §7.1 COPYUID: as many UIDs as there, in the order of the copies. */
    record CopyUid(long uidValidity, UidSet from, UidSet to) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("COPYUID ")
                    .number(uidValidity)
                    .space()
                    .uidSet(from)
                    .space()
                    .uidSet(to);
        }
    }

    /** RFC 7162 §3.1.2.1 HIGHESTMODSEQ. */
    record HighestModSeq(long modSeq) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("HIGHESTMODSEQ ").number(modSeq);
        }
    }

    /** RFC 8474 §4.1, §4.2 MAILBOXID. */
    record MailboxId(String id) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("MAILBOXID (").ascii(id).ascii(")");
        }
    }

    /**
     * RFC 9738 MESSAGELIMIT.
     *
     * @param most how many messages a command works on
     * @param lowestUid the lowest one that it has worked on; 0 if that is not known
     */
    record MessageLimit(long most, long lowestUid) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("MESSAGELIMIT ").number(most);
            if (lowestUid > 0) {
                out.space().number(lowestUid);
            }
        }
    }

    /**
     * RFC 5464 §5 METADATA: {@code LONGENTRIES} and {@code MAXSIZE} with a number, {@code TOOMANY}, {@code NOPRIVATE}.
     */
    record Metadata(String what) implements ResponseCode {
        /** Some values were larger than the client wants, the largest of so many octets. */
        public static Metadata longEntries(long octets) {
            return new Metadata("LONGENTRIES " + octets);
        }

        /** A value is larger than this. */
        public static Metadata maxSize(long octets) {
            return new Metadata("MAXSIZE " + octets);
        }

        /** There are too many. */
        public static Metadata tooMany() {
            return new Metadata("TOOMANY");
        }

        /** There are no private ones for this user. */
        public static Metadata noPrivate() {
            return new Metadata("NOPRIVATE");
        }

        @Override
        public void write(ResponseWriter out) {
            out.ascii("METADATA ").ascii(what);
        }
    }

    /** RFC 7162 §3.1.3 MODIFIED: numbers or UIDs of the messages that had changed and were left alone. */
    record Modified(UidSet messages) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("MODIFIED ").uidSet(messages);
        }
    }

    /**
     * RFC 9585 §5 INPROGRESS.
     *
     * @param tag the tag of the command, or nothing where it cannot be told
     * @param done how many of {@code goal} are done; less than that
     */
    record InProgress(String tag, long done, long goal) implements ResponseCode {
        /** The tag is told where it can be: RFC 9585 §4 has NIL for one with a bracket. */
        public InProgress(Optional<Tag> tag, long done, long goal) {
            this(tag.map(Tag::text).filter(text -> text.indexOf(']') < 0).orElse(""), done, goal);
        }

        @Override
        public void write(ResponseWriter out) {
            out.ascii("INPROGRESS (");
            if (tag.isEmpty()) {
                out.nil();
            } else {
                out.string(tag);
            }
            out.space().number(done).space().number(goal).ascii(")");
        }
    }

    /** RFC 5267 §4.3.1 NOUPDATE: the search of this tag is not followed. */
    record NoUpdate(Tag tag) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("NOUPDATE ").string(tag.text());
        }
    }

    /** RFC 9051 §7.1 PERMANENTFLAGS, with {@code more} if new keywords can be made. */
    record PermanentFlags(Flags flags, boolean more) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("PERMANENTFLAGS (").flags(flags);
            if (more) {
                out.ascii(flags.isEmpty() ? "\\*" : " \\*");
            }
            out.ascii(")");
        }
    }

    /** RFC 2221 §4 REFERRAL: the server, {@code host} or {@code host:port}, that has the user's mailboxes. */
    record Referral(String user, String server) implements ResponseCode {
        /** RFC 5092 §11 {@code enc-user}: what may stand there as it is. */
        private static final OctetSet ACHAR = OctetSet.ALPHA.and(OctetSet.DIGIT).and("-._~!$'()*+,&=");

        @Override
        public void write(ResponseWriter out) {
            out.ascii("REFERRAL imap://");
            for (byte octet : user.getBytes(StandardCharsets.UTF_8)) {
                if (ACHAR.contains(octet & 0xFF)) {
                    out.octet((char) octet);
                } else {
                    out.ascii(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
                }
            }
            // RFC 2221 §3: so that nobody logs in as anybody
            out.ascii(";AUTH=*@").ascii(server).ascii("/");
        }
    }

    /** RFC 4467 §BASE.7.1.URLMECH: the mechanisms by which URLs are authorized. */
    record UrlMech(List<String> mechanisms) implements ResponseCode {
        public UrlMech {
            mechanisms = List.copyOf(mechanisms);
        }

        @Override
        public void write(ResponseWriter out) {
            out.ascii("URLMECH ").words(mechanisms);
        }
    }

    /** RFC 5466 §3.1 UNDEFINED-FILTER: there is no such filter. */
    record UndefinedFilter(String name) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("UNDEFINED-FILTER ").ascii(name);
        }
    }

    /** RFC 9051 §7.1 UIDNEXT. */
    record UidNext(long uid) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("UIDNEXT ").number(uid);
        }
    }

    /** RFC 9051 §7.1 UIDVALIDITY. */
    record UidValidity(long uidValidity) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("UIDVALIDITY ").number(uidValidity);
        }
    }

    /** RFC 3501 §7.1 UNSEEN: the number of the first message without \Seen. */
    record Unseen(long number) implements ResponseCode {
        @Override
        public void write(ResponseWriter out) {
            out.ascii("UNSEEN ").number(number);
        }
    }
}
