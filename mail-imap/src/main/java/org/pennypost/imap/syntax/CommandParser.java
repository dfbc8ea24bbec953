package org.pennypost.imap.syntax;

import static java.util.Map.entry;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.engine.Line;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

/**
 * Reads commands: RFC 9051 §9 {@code command}, and RFC 3501 §9.
 *
 * <p>{@link CommandAssembly} says when which method is called. All of them throw {@link SyntaxException} for what the
 * grammar does not produce (BAD), or its kind {@link CommandRefusedException} where the answer is a NO with a response
 * code; nothing else. Immutable.
 */
public final class CommandParser {
    /** Reads the arguments of a command whose name has been read. */
    @FunctionalInterface
    private interface Production {
        Command read(ImapScanner in);
    }

    /** Reads the arguments of a command that exists with UID and without. */
    @FunctionalInterface
    private interface NumberedProduction {
        Command read(ImapScanner in, boolean byUid);
    }

    // spotless:off
    /** RFC 9051 §6 in its order. */
    private static final Map<String, Production> COMMANDS = Map.ofEntries(
            entry("CAPABILITY",   in -> new SessionCommand.Capability()),                 // RFC 9051 §6.1.1
            entry("NOOP",         in -> new SessionCommand.Noop()),                       // RFC 9051 §6.1.2
            entry("LOGOUT",       in -> new SessionCommand.Logout()),                     // RFC 9051 §6.1.3
            entry("ID",           AccessParser::id),                                      // RFC 2971 §3.1
            entry("COMPRESS",     AccessParser::compress),                                // RFC 4978 §3
            entry("LANGUAGE",     in -> new SessionCommand.Language(astrings(in))),       // RFC 5255 §3.2
            entry("STARTTLS",     in -> new SessionCommand.StartTls()),                   // RFC 9051 §6.2.1
            entry("AUTHENTICATE", AccessParser::authenticate),                            // RFC 9051 §6.2.2
            entry("LOGIN",        AccessParser::login),                                   // RFC 9051 §6.2.3
            entry("ENABLE",       AccessParser::enable),                                  // RFC 9051 §6.3.1
            entry("UNAUTHENTICATE", in -> new SessionCommand.Unauthenticate()),           // RFC 8437 §3
            entry("SELECT",       MailboxParser::select),                                 // RFC 9051 §6.3.2
            entry("EXAMINE",      MailboxParser::examine),                                // RFC 9051 §6.3.3
            entry("CREATE",       MailboxParser::create),                                 // RFC 9051 §6.3.4
            entry("DELETE",       in -> new MailboxCommand.Delete(MailboxParser.spelledMailbox(in))), // RFC 9051 §6.3.5
            entry("RENAME",       MailboxParser::rename),                                 // RFC 9051 §6.3.6
            entry("SUBSCRIBE",    in -> new MailboxCommand.Subscribe(MailboxParser.mailbox(in))), // RFC 9051 §6.3.7
            entry("UNSUBSCRIBE",  in -> new MailboxCommand.Unsubscribe(MailboxParser.mailbox(in))), // RFC 9051 §6.3.8
            entry("LIST",         ListParser::list),                                      // RFC 9051 §6.3.9
            entry("LSUB",         ListParser::lsub),                                      // RFC 3501 §6.3.9
            entry("NAMESPACE",    in -> new MailboxCommand.Namespace()),                  // RFC 9051 §6.3.10
            entry("STATUS",       MailboxParser::status),                                 // RFC 9051 §6.3.11
            entry("APPEND",       AppendParser::append),                                  // RFC 9051 §6.3.12
            entry("IDLE",         in -> new SessionCommand.Idle()),                       // RFC 9051 §6.3.13
            entry("NOTIFY",       NotifyParser::notify),                                  // RFC 5465 §3.1
            entry("ESEARCH",      SearchParser::esearch),                                 // RFC 7377 §2
            entry("CANCELUPDATE", CommandParser::cancelUpdate),                           // RFC 5267 §4.3.5
            entry("COMPARATOR",   in -> new SessionCommand.Comparator(astrings(in))),     // RFC 5255 §4.7
            entry("RESETKEY",     UrlAuthParser::resetKey),                               // RFC 4467 §BASE.6.3.RESETKEY
            entry("GENURLAUTH",   UrlAuthParser::genUrlAuth),                             // RFC 4467 §BASE.6.3.GENURLAUTH
            entry("URLFETCH",     UrlAuthParser::urlFetch),                               // RFC 4467 §BASE.6.3.URLFETCH
            entry("SETACL",       AclParser::setAcl),                                     // RFC 4314 §3.1
            entry("DELETEACL",    AclParser::deleteAcl),                                  // RFC 4314 §3.2
            entry("GETACL",       in -> new AclCommand.GetAcl(MailboxParser.mailbox(in))), // RFC 4314 §3.3
            entry("LISTRIGHTS",   AclParser::listRights),                                 // RFC 4314 §3.4
            entry("MYRIGHTS",     in -> new AclCommand.MyRights(MailboxParser.mailbox(in))), // RFC 4314 §3.5
            entry("GETQUOTA",     QuotaParser::getQuota),                                 // RFC 9208 §4.1.1
            entry("GETQUOTAROOT", in -> new QuotaCommand.GetQuotaRoot(MailboxParser.mailbox(in))), // RFC 9208 §4.1.2
            entry("SETQUOTA",     QuotaParser::setQuota),                                 // RFC 9208 §4.1.3
            entry("GETMETADATA",  MetadataParser::getMetadata),                           // RFC 5464 §4.2
            entry("SETMETADATA",  MetadataParser::setMetadata),                           // RFC 5464 §4.3
            entry("CHECK",        in -> new MailboxCommand.Check()),                      // RFC 3501 §6.4.1
            entry("CLOSE",        in -> new MailboxCommand.Close()),                      // RFC 9051 §6.4.1
            entry("UNSELECT",     in -> new MailboxCommand.Unselect()),                   // RFC 9051 §6.4.2
            entry("EXPUNGE",      in -> new MessageCommand.Expunge()),                    // RFC 9051 §6.4.3
            entry("UIDBATCHES",   CommandParser::uidBatches),                             // RFC 10022
            entry("UID",          CommandParser::uid));                                   // RFC 9051 §6.4.9

    /** The commands that UID can stand before, RFC 9051 §6.4.9. */
    private static final Map<String, NumberedProduction> NUMBERED = Map.of(
            "SEARCH", SearchParser::search,                                               // RFC 9051 §6.4.4
            "SORT",   SortParser::sort,                                                   // RFC 5256 §BASE.6.4.SORT
            "THREAD", SortParser::thread,                                                 // RFC 5256 §BASE.6.4.THREAD
            "FETCH",  FetchParser::fetch,                                                 // RFC 9051 §6.4.5
            "STORE",  FetchParser::store,                                                 // RFC 9051 §6.4.6
            "COPY",   CommandParser::copy,                                                // RFC 9051 §6.4.7
            "MOVE",   CommandParser::move,                                                // RFC 9051 §6.4.8
            "REPLACE", AppendParser::replace);                                            // RFC 8508 §3.2
    // spotless:on

    private final ImapLimits limits;

    private CommandParser(ImapLimits limits) {
        this.limits = limits;
    }

    /** A parser that takes in no more than this. */
    public static CommandParser with(ImapLimits limits) {
        return new CommandParser(limits);
    }

    /** The command, all of which has come. */
    public Tagged parse(CommandAssembly text, TextMode mode) {
        ImapScanner in = scan(text, mode);
        Tag tag = in.tag();
        in.space();
        Command command = command(in);
        in.expectEnd();
        return new Tagged(tag, command);
    }

    /**
     * The command that brings a message, which the last line has announced; empty if the literal belongs into the
     * assembly.
     *
     * @throws SyntaxException if the command makes no sense so far, or the literal is too large to be gathered
     */
    public Optional<Tagged> announced(CommandAssembly text, TextMode mode) {
        ImapScanner in = scan(text, mode);
        Tag tag = in.tag();
        in.space();
        Optional<Tagged> bringing = AppendParser.announced(in).map(command -> new Tagged(tag, command));
        if (bringing.isEmpty()) {
            text.checkLiteral();
        }
        return bringing;
    }

    /** What the line behind a literal of APPEND or REPLACE says, which ended at {@code place}. */
    public AppendSegment behindLiteral(Line line, AppendSegment.Place place, TextMode mode) {
        return AppendParser.segment(new ImapScanner(line.scan(), limits, mode), place);
    }

    /**
     * A search that is stored as a filter, RFC 5466 §3.2.
     *
     * @throws SyntaxException if it is not whole and correct
     */
    public SearchKey filter(ByteBuffer value) {
        return SearchParser.storedCriteria(new ImapScanner(OctetScanner.of(value.duplicate()), limits, TextMode.UTF8));
    }

    /** Whether a filter can have this name, RFC 5466 §4. */
    public static boolean isFilterName(String name) {
        return SearchKeyParser.isFilterName(name);
    }

    private ImapScanner scan(CommandAssembly text, TextMode mode) {
        return new ImapScanner(text.scan(), limits, mode);
    }

    /** {@code command = tag SP (command-any / command-auth / command-nonauth / command-select) CRLF} */
    private static Command command(ImapScanner in) {
        String name = in.word(ImapOctets.ATOM_CHAR);
        Production production = COMMANDS.get(name);
        return production == null ? numbered(in, name, false) : production.read(in);
    }

    /** {@code uid = "UID" SP (copy / move / fetch / search / store / uid-expunge)} */
    private static Command uid(ImapScanner in) {
        in.space();
        String name = in.word(ImapOctets.ATOM_CHAR);
        if (name.equals("EXPUNGE")) {
            in.space();
            return new MessageCommand.UidExpunge(in.sequenceSet());
        }
        return numbered(in, name, true);
    }

    /** {@code "CANCELUPDATE" 1*(SP quoted)}, RFC 5267 §5 */
    private static Command cancelUpdate(ImapScanner in) {
        Set<String> tags = new HashSet<>();
        do {
            in.space();
            tags.add(Utf8.decode(in.string()));
        } while (!in.atEnd());
        return new SearchCommand.CancelUpdate(tags);
    }

    /** {@code *(SP astring)} */
    static List<String> astrings(ImapScanner in) {
        List<String> all = new ArrayList<>();
        while (!in.atEnd()) {
            in.space();
            if (all.size() == in.limits().items()) {
                throw new SyntaxException("too many entries in a list");
            }
            all.add(in.astringText());
        }
        return all;
    }

    /** {@code message-batches = "UIDBATCHES" SP nz-number [SP nz-number ":" nz-number]}, RFC 10022 */
    private static Command uidBatches(ImapScanner in) {
        in.space();
        long size = in.nzNumber();
        if (!in.skip(' ')) {
            return new SearchCommand.UidBatches(size, 1, UidSet.MAX);
        }
        long first = in.nzNumber();
        in.expect(':');
        long last = in.nzNumber();
        if (last < first) {
            throw new CommandRefusedException(Condition.BAD, ResponseCode.Word.CLIENTBUG, "the batches run backwards");
        }
        return new SearchCommand.UidBatches(size, first, last);
    }

    private static Command numbered(ImapScanner in, String name, boolean byUid) {
        NumberedProduction production = NUMBERED.get(name);
        if (production == null) {
            throw new SyntaxException("unknown command");
        }
        return production.read(in, byUid);
    }

    /** {@code copy = "COPY" SP sequence-set SP mailbox} */
    private static Command copy(ImapScanner in, boolean byUid) {
        in.space();
        SequenceSet messages = in.sequenceSet();
        return new MessageCommand.Copy(byUid, messages, MailboxParser.mailbox(in));
    }

    /** {@code move = "MOVE" SP sequence-set SP mailbox} */
    private static Command move(ImapScanner in, boolean byUid) {
        in.space();
        SequenceSet messages = in.sequenceSet();
        return new MessageCommand.Move(byUid, messages, MailboxParser.mailbox(in));
    }
}
