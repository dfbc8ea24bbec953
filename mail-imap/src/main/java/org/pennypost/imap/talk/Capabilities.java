package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.pennypost.core.mailbox.Annotated;
import org.pennypost.core.mailbox.QuotaRoot;
import org.pennypost.core.mailbox.SharingStore;
import org.pennypost.imap.CommandMessages;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/**
 * What we are able to do, as CAPABILITY says it: RFC 9051 §6.1.1 and §7.2.2. One row for each name, with the text that
 * defines it and when it is announced. The page {@code docs/imap-extensions.md} is written from this table.
 */
final class Capabilities {
    // spotless:off
    static final List<Row> TABLE = List.of(
            new Row("IMAP4rev2",           "RFC 9051",        When.ALWAYS,                 ImapRoutes.class),
            new Row("IMAP4rev1",           "RFC 3501",        When.ALWAYS,                 ImapRoutes.class),
            new Row("STARTTLS",            "RFC 9051 §6.2.1", When.TLS_POSSIBLE,           Authenticating.class),
            new Row("LOGINDISABLED",       "RFC 9051 §6.2.3", When.LOGIN_UNSAFE,           Authenticating.class),
            new Row("SASL-IR",             "RFC 4959",        When.BEFORE_LOGIN,           Authenticating.class),
            new Row("LOGIN-REFERRALS",     "RFC 2221",        When.USERS_ELSEWHERE,        Authenticating.class),
            new Row("LITERAL+",            "RFC 7888",        When.LITERALS_OF_ALL_SIZES,  Intake.class),
            new Row("LITERAL-",            "RFC 7888",        When.SMALL_LITERALS,         Intake.class),
            new Row("ENABLE",              "RFC 5161",        When.ALWAYS,                 Anytime.class),
            new Row("ID",                  "RFC 2971",        When.ALWAYS,                 Anytime.class),
            new Row("IDLE",                "RFC 2177",        When.ALWAYS,                 Idling.class),
            new Row("NAMESPACE",           "RFC 2342",        When.ALWAYS,                 Mailboxes.class),
            new Row("CHILDREN",            "RFC 3348",        When.ALWAYS,                 ListQuery.class),
            new Row("SPECIAL-USE",         "RFC 6154",        When.ALWAYS,                 ListQuery.class),
            new Row("CREATE-SPECIAL-USE",  "RFC 6154",        When.ALWAYS,                 Mailboxes.class),
            new Row("LIST-EXTENDED",       "RFC 5258",        When.ALWAYS,                 Listing.class),
            new Row("LIST-STATUS",         "RFC 5819",        When.ALWAYS,                 Listing.class),
            new Row("STATUS=SIZE",         "RFC 8438",        When.ALWAYS,                 Mailboxes.class),
            new Row("UNSELECT",            "RFC 3691",        When.ALWAYS,                 Selecting.class),
            new Row("UIDPLUS",             "RFC 4315",        When.ALWAYS,                 UidCodes.class),
            new Row("MOVE",                "RFC 6851",        When.ALWAYS,                 Copying.class),
            new Row("ESEARCH",             "RFC 4731",        When.ALWAYS,                 SearchAnswer.class),
            new Row("SEARCHRES",           "RFC 5182",        When.ALWAYS,                 Searching.class),
            new Row("WITHIN",              "RFC 5032",        When.ALWAYS,                 SearchTest.class),
            new Row("SEARCH=FUZZY",        "RFC 6203",        When.ALWAYS,                 Relevancy.class),
            new Row("PARTIAL",             "RFC 9394",        When.ALWAYS,                 SearchAnswer.class),
            new Row("SORT",                "RFC 5256",        When.ALWAYS,                 Sorting.class),
            new Row("SORT=DISPLAY",        "RFC 5957",        When.ALWAYS,                 SortedMessage.class),
            new Row("ESORT",               "RFC 5267 §3.1",   When.ALWAYS,                 Sorting.class),
            new Row("CONTEXT=SEARCH",      "RFC 5267 §4",     When.ALWAYS,                 Contexts.class),
            new Row("CONTEXT=SORT",        "RFC 5267 §4",     When.ALWAYS,                 Contexts.class),
            new Row("MULTISEARCH",         "RFC 7377",        When.ALWAYS,                 MultiSearching.class),
            new Row("THREAD=",             "RFC 5256",        When.ALWAYS,                 Threading.class, Threading::algorithms),
            new Row("CONDSTORE",           "RFC 7162",        When.ALWAYS,                 ModSeqs.class),
            new Row("QRESYNC",             "RFC 7162",        When.ALWAYS,                 ModSeqs.class),
            new Row("UIDONLY",             "RFC 9586",        When.ALWAYS,                 ImapDialect.class),
            new Row("UIDBATCHES",          "RFC 10022",       When.ALWAYS,                 Batching.class),
            new Row("NOTIFY",              "RFC 5465",        When.ALWAYS,                 Notifying.class),
            new Row("INPROGRESS",          "RFC 9585",        When.ALWAYS,                 Progress.class),
            new Row("MULTIAPPEND",         "RFC 3502",        When.ALWAYS,                 Appending.class),
            new Row("BINARY",              "RFC 3516",        When.ALWAYS,                 BinaryData.class),
            new Row("CATENATE",            "RFC 4469",        When.ALWAYS,                 NamedPart.class),
            new Row("REPLACE",             "RFC 8508",        When.ALWAYS,                 Replacing.class),
            new Row("UTF8=ACCEPT",         "RFC 6855",        When.ALWAYS,                 Talk.class),
            new Row("LANGUAGE",            "RFC 5255 §3",     When.ALWAYS,                 Languages.class),
            new Row("I18NLEVEL=2",         "RFC 5255 §4.4",   When.ALWAYS,                 Languages.class),
            new Row("SAVEDATE",            "RFC 8514",        When.ALWAYS,                 Fetching.class),
            new Row("OBJECTID",            "RFC 8474",        When.ALWAYS,                 ObjectIds.class),
            new Row("PREVIEW",             "RFC 8970",        When.ALWAYS,                 Preview.class),
            new Row("ACL",                 "RFC 4314",        When.SHARING,                Acls.class),
            new Row("RIGHTS=",             "RFC 4314 §5.1.1", When.SHARING,                Permissions.class, talk -> List.of("texk")),
            new Row("LIST-MYRIGHTS",       "RFC 8440",        When.SHARING,                Listing.class),
            new Row("QUOTA",               "RFC 9208",        When.QUOTAS,                 Quotas.class),
            new Row("QUOTA=RES-STORAGE",   "RFC 9208 §5.1",   When.QUOTAS,                 Quotas.class),
            new Row("QUOTA=RES-MESSAGE",   "RFC 9208 §5.2",   When.QUOTAS,                 Quotas.class),
            new Row("QUOTASET",            "RFC 9208 §4.1.3", When.QUOTAS_CHANGE,          Quotas.class),
            new Row("METADATA",            "RFC 5464",        When.ANNOTATIONS,            Metadata.class),
            new Row("LIST-METADATA",       "RFC 9590",        When.ANNOTATIONS,            Metadata.class),
            new Row("URLAUTH",             "RFC 4467",        When.ANNOTATIONS,            UrlAuth.class),
            new Row("URL-PARTIAL",         "RFC 5550",        When.ALWAYS,                 NamedPart.class),
            new Row("FILTERS",             "RFC 5466",        When.ANNOTATIONS,            Filters.class),
            new Row("APPENDLIMIT=",        "RFC 7889",        When.AFTER_LOGIN,            Appending.class, Capabilities::appendLimit),
            new Row("MESSAGELIMIT=",       "RFC 9738",        When.MESSAGES_BOUNDED,       Newest.class, talk -> bound(talk.setup().limits().messages().any())),
            new Row("SAVELIMIT=",          "RFC 9738",        When.SAVING_BOUNDED,         Newest.class, talk -> bound(talk.setup().limits().messages().saved())),
            new Row("COMPRESS=DEFLATE",    "RFC 4978",        When.UNCOMPRESSED,           Anytime.class),
            new Row("UNAUTHENTICATE",      "RFC 8437",        When.USERS_MAY_CHANGE,       Anytime.class),
            new Row("AUTH=",               "RFC 9051 §6.2.2", When.BEFORE_LOGIN,           Authenticating.class, Authenticating::mechanisms));
    // spotless:on

    private Capabilities() {}

    /** When a capability is announced. */
    enum When {
        ALWAYS("always", talk -> true),
        BEFORE_LOGIN("before login", Authenticating::wanted),
        TLS_POSSIBLE("before login, until TLS is active, if the server offers it", Authenticating::offersTls),
        LOGIN_UNSAFE("before login, where others could read a password", Authenticating::loginDisabled),
        USERS_ELSEWHERE(
                "before login, if users have their mailboxes on other servers",
                talk -> Authenticating.wanted(talk)
                        && !talk.setup().common().elsewhere().isEmpty()),
        LITERALS_OF_ALL_SIZES("if literals of every size are taken unasked", Capabilities::literalPlus),
        SMALL_LITERALS("if only small literals are taken unasked", talk -> !literalPlus(talk)),
        AFTER_LOGIN("after login", talk -> !Authenticating.wanted(talk)),
        MESSAGES_BOUNDED("after login, if the operator bounds what one command works on", Capabilities::boundsMessages),
        SAVING_BOUNDED(
                "after login, if the operator bounds only what COPY and APPEND work on",
                talk -> !Authenticating.wanted(talk)
                        && !boundsMessages(talk)
                        && talk.setup().limits().messages().saved() != CommandMessages.UNBOUNDED),
        SHARING("if the store keeps access lists", talk -> talk.setup().store() instanceof SharingStore),
        ANNOTATIONS("if the store keeps annotations", talk -> talk.setup().store() instanceof Annotated),
        QUOTAS("after login, if the store has quotas", Capabilities::hasQuota),
        QUOTAS_CHANGE("the same, to administrators", talk -> hasQuota(talk) && administers(talk)),
        UNCOMPRESSED(
                "after login, until the connection is compressed",
                talk -> !Authenticating.wanted(talk) && !talk.compressed()),
        USERS_MAY_CHANGE(
                "after login, until the connection is compressed, unless the server does not want it",
                talk -> UNCOMPRESSED.condition.test(talk)
                        && talk.setup().offer().userChange());

        private final String words;
        private final Predicate<Talk> condition;

        When(String words, Predicate<Talk> condition) {
            this.words = words;
            this.condition = condition;
        }

        /** The condition for people. */
        String words() {
            return words;
        }
    }

    /**
     * A capability.
     *
     * @param name as it is announced; one that ends with {@code =} has something behind it
     * @param source what defines it
     * @param when when it is announced
     * @param handler where it is done, or begins
     * @param values what stands behind the name, an announcement for each
     */
    record Row(String name, String source, When when, Class<?> handler, Function<Talk, List<String>> values) {
        Row(String name, String source, When when, Class<?> handler) {
            this(name, source, when, handler, talk -> List.of(""));
        }
    }

    /** The capabilities of a conversation in its present state. */
    static List<String> of(Talk talk) {
        List<String> names = new ArrayList<>();
        for (Row row : TABLE) {
            if (row.when().condition.test(talk)) {
                row.values().apply(talk).forEach(value -> names.add(row.name() + value));
            }
        }
        names.removeIf(name -> talk.setup().offer().unannounced().contains(name.toUpperCase(Locale.ROOT)));
        return names;
    }

    private static boolean boundsMessages(Talk talk) {
        return !Authenticating.wanted(talk) && talk.setup().limits().messages().any() != CommandMessages.UNBOUNDED;
    }

    private static List<String> bound(long messages) {
        return List.of(Long.toString(messages));
    }

    private static boolean hasQuota(Talk talk) {
        return talk.state() instanceof LoggedIn user && user.account().own() instanceof QuotaRoot;
    }

    private static boolean administers(Talk talk) {
        return talk.state() instanceof LoggedIn user && talk.setup().isAdministrator(user.login());
    }

    private static boolean literalPlus(Talk talk) {
        return talk.setup().limits().command().literalPlus();
    }

    /** RFC 7889 §2: one limit for all mailboxes. */
    private static List<String> appendLimit(Talk talk) {
        return List.of(Long.toString(talk.setup().limits().messageOctets()));
    }
}
