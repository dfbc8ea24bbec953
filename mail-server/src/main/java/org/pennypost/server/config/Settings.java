package org.pennypost.server.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.pop.UidlFormat;

/** All the settings that there are. */
final class Settings {
    private static final List<Setting<?>> ALL = new ArrayList<>();

    static final Setting<Domain> HOST = add(
            "server", "host", Kind.HOST_NAME, "localhost", "the name of this server, in greetings and certificates");
    static final Setting<List<Host>> DOMAINS =
            add("server", "domains", Kind.DOMAINS, "localhost", "the domains whose mail is taken, the main one first");
    static final Setting<Path> DATA =
            add("server", "data", Kind.PATH, "pennypost-data", "the directory of accounts, certificates and mail");
    static final Setting<String> POSTMASTER =
            add("server", "postmaster", Kind.TEXT, "", "the user who gets the postmaster's mail; initially the first");

    static final Setting<List<String>> ADDRESS = add(
            "listen", "address", Kind.ADDRESSES, "loopback", "where the ports are opened: loopback, all, or addresses");
    static final Setting<Ports> PORTS = add(
            "listen", "ports", Kind.oneOf(Ports.class), "unprivileged", "the numbers of ports that are not set below");
    static final Map<Role, Setting<OptionalInt>> PORT = ports();

    static final Setting<List<String>> POP2_ADDRESS = add(
            "listen",
            "pop2-address",
            Kind.ADDRESSES,
            "loopback",
            "where pop2 is opened, which has no TLS of its own; pop2s is opened where the others are");
    static final Setting<List<String>> LMTP_ADDRESS =
            add("listen", "lmtp-address", Kind.ADDRESSES, "loopback", "where the port for LMTP is opened");

    static final Setting<List<String>> PROXIES = add(
            "listen",
            "proxies",
            Kind.NETWORKS,
            "",
            "the load balancers before this server; all that comes from there begins with the PROXY protocol, 1 or 2");

    static final Setting<List<Path>> CERTIFICATE = add(
            "tls",
            "certificate",
            Kind.PATHS,
            "",
            "your certificates, PEM files with the issuers or PKCS#12; the first for clients that name no host");
    static final Setting<List<Path>> KEY =
            add("tls", "key", Kind.PATHS, "", "the PEM files with their keys; initially they are in the same files");
    static final Setting<Path> PASSPHRASE_FILE =
            add("tls", "passphrase-file", Kind.PATH, "", "the file whose first line is the passphrase of the keys");
    static final Setting<Path> CLIENT_AUTHORITIES = add(
            "tls",
            "client-authorities",
            Kind.PATH,
            "",
            "a PEM file with the CAs whose certificates users may log in with (SASL EXTERNAL)");
    static final Setting<TlsSettings.Provider> PROVIDER = add(
            "tls",
            "provider",
            Kind.oneOf(TlsSettings.Provider.class),
            "automatic",
            "whose TLS it is; automatic: BouncyCastle's for clients with the post-quantum hybrid, else the JDK's");

    static final Setting<TlsSettings.Stapling> STAPLING = add(
            "tls",
            "stapling",
            Kind.oneOf(TlsSettings.Stapling.class),
            "off",
            "where the OCSP response comes from that goes with the certificate: its CA's responder, or your file");
    static final Setting<Path> OCSP_RESPONSE =
            add("tls", "ocsp-response", Kind.PATH, "", "the DER file of stapling = file, which you keep fresh");

    static final Setting<URI> ACME_DIRECTORY = add(
            "acme",
            "directory",
            Kind.URL,
            "",
            "the directory of a CA that gives certificates by ACME (RFC 8555); without one the server makes its own");
    static final Setting<Terms> ACME_TERMS =
            add("acme", "terms", Kind.oneOf(Terms.class), "unread", "agreed, when you have read the terms of the CA");
    static final Setting<String> ACME_CONTACT =
            add("acme", "contact", Kind.TEXT, "", "a mail address that the CA may write to");
    static final Setting<List<Domain>> ACME_NAMES =
            add("acme", "names", Kind.HOST_NAMES, "", "further host names of the certificate, all of which lead here");
    static final Setting<AcmeSettings.Challenge> ACME_CHALLENGE = add(
            "acme",
            "challenge",
            Kind.oneOf(AcmeSettings.Challenge.class),
            "http-01",
            "how it is shown that the names are ours: a page on port 80, or a certificate on port 443");
    static final Setting<List<String>> ACME_ADDRESS =
            add("acme", "address", Kind.ADDRESSES, "all", "where the CA is answered: loopback, all, or addresses");
    static final Setting<Integer> ACME_PORT = add(
            "acme",
            "port",
            Kind.PORT_NUMBER,
            "",
            "the port there, if it is not 80 or 443; what comes to those must be led to it");

    static final Setting<ClearTextPolicy> CLEAR_TEXT = add(
            "login",
            "clear-text",
            Kind.oneOf(ClearTextPolicy.class),
            "loopback",
            "where passwords may come without TLS");
    static final Setting<LoginSettings.Binding> CHANNEL_BINDING = add(
            "login",
            "channel-binding",
            Kind.oneOf(LoginSettings.Binding.class),
            "imap",
            "which protocols announce SCRAM -PLUS: none, imap or all; mutt cannot send or fetch by POP with all");

    static final Setting<String> USER_PROVIDER = add(
            "login",
            "provider",
            Kind.TEXT,
            "file",
            "who knows the users: file, or the name of what another jar provides");
    static final Setting<Map<String, String>> PROVIDER_SETTINGS =
            add("login", "provider-settings", Kind.PAIRS, "", "what that provider must know, as its own text says");
    static final Setting<Duration> FAILURE_DELAY = add(
            "login",
            "failure-delay",
            Kind.SECONDS,
            "1",
            "how many seconds the answer to a second failed login waits; it doubles three times at most");
    static final Setting<Integer> FAILURES_PER_ADDRESS =
            add("login", "failures-per-address", Kind.COUNT, "50", "after how many failed logins an address is closed");
    static final Setting<Integer> FAILURES_PER_ACCOUNT = add(
            "login",
            "failures-per-account",
            Kind.COUNT,
            "20",
            "after how many failed logins an account is closed, but for addresses that its user has come from");
    static final Setting<Integer> BLOCK_MINUTES =
            add("login", "block-minutes", Kind.COUNT, "15", "how many minutes it is closed");

    static final Setting<UidlFormat> UIDL_FORMAT = add(
            "pop3",
            "uidl-format",
            Kind.UIDL_FORMAT,
            UidlFormat.DEFAULT.toString(),
            "how unique-ids are written, as Dovecot's pop3_uidl_format has it: %u %v %f %g");
    static final Setting<Duration> LOGIN_DELAY =
            add("pop3", "login-delay", Kind.SECONDS, "0", "how many seconds after a login the next one is refused");
    static final Setting<OptionalInt> EXPIRE =
            add("pop3", "expire", Kind.DAYS, "never", "after how many days another program removes mail, for EXPIRE");
    static final Setting<String> LANGUAGE =
            add("pop3", "language", Kind.LANGUAGE, "en", "the language of replies that LANG * chooses");
    static final Setting<List<String>> ADMINISTRATORS = add(
            "imap",
            "administrators",
            Kind.NAMES,
            "",
            "the users who may set quotas and look after the shared mailboxes");
    static final Setting<String> SHARED_ACCOUNT = add(
            "imap",
            "shared-account",
            Kind.TEXT,
            "",
            "the account whose mailboxes are seen below Shared/; initially none");

    static final Setting<OptionalInt> MESSAGES_A_COMMAND = add(
            "imap",
            "messages-a-command",
            Kind.COUNT_OR_ALL,
            "all",
            "how many messages one command works on, at least 1000 (RFC 9738)");
    static final Setting<OptionalInt> SAVED_A_COMMAND = add(
            "imap",
            "saved-a-command",
            Kind.COUNT_OR_ALL,
            "all",
            "how many messages one COPY or APPEND saves, at least 1000 (RFC 9738)");

    static final Setting<List<String>> UNANNOUNCED = add(
            "imap",
            "unannounced",
            Kind.NAMES_OR_NONE,
            "UIDONLY",
            "capabilities of which nothing is said, because programs that people have use them wrong");

    static final Setting<Map<String, String>> ELSEWHERE = add(
            "imap",
            "elsewhere",
            Kind.SERVERS,
            "",
            "users who have their mailboxes on other servers, and on which (RFC 2221)");

    static final Setting<Path> ALIASES =
            add("addresses", "aliases", Kind.PATH, "aliases", "the alias file, below the data directory");
    static final Setting<String> SEPARATOR =
            add("addresses", "separator", Kind.TEXT, "+", "the sign behind a user's name that begins a detail, or off");
    static final Setting<List<String>> SENDING_AS_OTHERS = add(
            "addresses",
            "send-as-others",
            Kind.NAMES,
            "",
            "the users who may send from the addresses of all others: a list manager, a program");
    static final Setting<List<String>> SOLICITATIONS = add(
            "addresses", "no-soliciting", Kind.WORDS, "", "the classes of solicitation that are refused (RFC 3865)");

    static final Setting<List<Domain>> BLOCK_LISTS =
            add("abuse", "block-lists", Kind.HOST_NAMES, "", "the DNS lists whose hosts are turned away");
    static final Setting<Switch> GREYLISTING =
            add("abuse", "greylisting", Kind.oneOf(Switch.class), "off", "whether unknown hosts have to come twice");
    static final Setting<Integer> CONNECTION_RATE =
            add("abuse", "connections-a-minute", Kind.COUNT, "600", "how often one address may connect to send mail");
    static final Setting<Integer> MESSAGE_RATE =
            add("abuse", "messages-a-minute", Kind.COUNT, "3000", "how many messages one address may send");
    static final Setting<Integer> RECIPIENT_RATE =
            add("abuse", "recipients-an-hour", Kind.COUNT, "10000", "to how many recipients one user may send");
    static final Setting<Integer> LOGIN_CONNECTIONS = add(
            "abuse", "connections-per-login", Kind.COUNT, "100", "how many connections to send mail one user may have");
    static final Setting<Integer> FREE_ERRORS =
            add("abuse", "free-errors", Kind.COUNT, "5", "how many errors of a connection are answered without delay");

    static final Setting<String> STORE =
            add("store", "kind", Kind.TEXT, "maildir", "the kind of store: maildir or memory");
    static final Setting<Path> MAIL =
            add("store", "directory", Kind.PATH, "mail", "where the store keeps mail, below the data directory");

    static final Setting<Durability> DURABILITY = add(
            "store",
            "durability",
            Kind.oneOf(Durability.class),
            "full",
            "full: what is acknowledged is on the disk; none: it is with the operating system");
    static final Setting<String> QUOTA =
            add("store", "quota", Kind.QUOTA, "", "the most octets and messages of each user, as Maildir++ has them");
    static final Setting<Switch> INDEX =
            add("store", "index", Kind.oneOf(Switch.class), "on", "whether texts are indexed for searches");

    static final Setting<Long> MESSAGE =
            add("limits", "message", Kind.SIZE, "100M", "the largest message that is taken (RFC 1870)");
    static final Setting<Integer> RECIPIENTS =
            add("limits", "recipients", Kind.RECIPIENTS, "1000", "how many recipients one message may have (RFC 9422)");
    static final Setting<Integer> CONNECTIONS =
            add("limits", "connections", Kind.COUNT, "10000", "how many connections at the same time");
    static final Setting<Integer> PER_ADDRESS = add(
            "limits",
            "connections-per-address",
            Kind.COUNT,
            "1000",
            "how many of them from one address, but for loopback");
    static final Setting<Integer> WORKERS =
            add("limits", "workers", Kind.COUNT, "64", "how many calls into the store at the same time");

    static final Setting<Duration> STOP = add(
            "limits", "stop-seconds", Kind.SECONDS, "30", "how long replies in flight may take when the server stops");

    static final Setting<Switch> RELAY = add(
            "relay",
            "enabled",
            Kind.oneOf(Switch.class),
            "on",
            "whether users may send to other servers, and aliases may lead there");
    static final Setting<String> SMARTHOST = add(
            "relay", "host", Kind.TEXT, "", "the server that takes all mail for others; initially the DNS says who");
    static final Setting<OptionalInt> RELAY_PORT = add("relay", "port", Kind.PORT, "25", "the port of other servers");
    static final Setting<RelaySettings.Tls> RELAY_TLS = add(
            "relay",
            "tls",
            Kind.oneOf(RelaySettings.Tls.class),
            "required",
            "TLS towards that host: required or implicit, both with a good certificate, offered, or off");
    static final Setting<String> RELAY_USER =
            add("relay", "user", Kind.TEXT, "", "the name with which we log in there");
    static final Setting<Path> RELAY_PASSWORD =
            add("relay", "password-file", Kind.PATH, "", "a file whose first line is the password");
    static final Setting<RelaySettings.Addresses> RELAY_ADDRESSES = add(
            "relay",
            "addresses",
            Kind.oneOf(RelaySettings.Addresses.class),
            "any",
            "which addresses of other servers are used; one kind where this machine has no way to the other");
    static final Setting<Optional<InetSocketAddress>> NAME_SERVER =
            add("relay", "name-server", Kind.SOCKET, "system", "whom to ask for the hosts of a domain");
    static final Setting<Integer> RELAY_PATIENCE = add(
            "relay",
            "patience",
            Kind.COUNT,
            "600",
            "how many seconds another server may take for an answer; RFC 5321 asks for ten minutes");
    static final Setting<Dnssec> DNSSEC = add(
            "relay",
            "dnssec",
            Kind.oneOf(Dnssec.class),
            "off",
            "validated, if that name server is on this machine and validates; then DANE counts (RFC 7672)");
    static final Setting<Switch> TLS_REPORTS = add(
            "relay",
            "tls-reports",
            Kind.oneOf(Switch.class),
            "on",
            "whether domains that ask for it hear once a day how TLS with their servers went (RFC 8460)");
    static final Setting<Path> RELAY_AUTHORITIES = add(
            "relay",
            "authorities",
            Kind.PATH,
            "",
            "a PEM file with the CAs that vouch for other servers; initially those of the JDK");

    static final Setting<AuthenticationSettings.Policy> AUTHENTICATION_POLICY = add(
            "authentication",
            "policy",
            Kind.oneOf(AuthenticationSettings.Policy.class),
            "mark",
            "what becomes of mail that is not from where its author says: note, mark (junk) or refuse; or off");
    static final Setting<List<Domain>> TRUSTED_SEALERS = add(
            "authentication",
            "trusted-sealers",
            Kind.HOST_NAMES,
            "",
            "forwarders and lists whose word counts for mail that broke on its way (ARC); initially nobody's");
    static final Setting<Switch> EXAMINE_LOOPBACK = add(
            "authentication",
            "examine-loopback",
            Kind.oneOf(Switch.class),
            "off",
            "whether mail of programs on this machine is looked at, too");
    static final Setting<Switch> SIGN =
            add("authentication", "sign", Kind.oneOf(Switch.class), "on", "whether mail of users is signed (DKIM)");
    static final Setting<Switch> DMARC_REPORTS = add(
            "authentication",
            "dmarc-reports",
            Kind.oneOf(Switch.class),
            "off",
            "whether owners of domains hear once a day, if they ask for it, what came in their name (RFC 7489)");
    static final Setting<String> SELECTOR =
            add("authentication", "selector", Kind.LABEL, "pennypost", "the name of the keys with which it is signed");

    static final Setting<List<FilterAddress>> MILTERS = add(
            "filters",
            "milters",
            Kind.MILTERS,
            "",
            "filters for spam and viruses, asked in this order before a message is taken; initially nobody is");
    static final Setting<Unreachable> FILTER_UNREACHABLE = add(
            "filters",
            "unreachable",
            Kind.oneOf(Unreachable.class),
            "later",
            "later: the sender comes again when a filter does not answer; accept: the message is taken without it");
    static final Setting<Switch> FILTER_JUNK = add(
            "filters",
            "junk",
            Kind.oneOf(Switch.class),
            "on",
            "whether what a filter calls spam, without refusing it, goes to the mailbox for junk");
    static final Setting<Switch> FILTER_SUBMISSION = add(
            "filters", "submission", Kind.oneOf(Switch.class), "on", "whether they are asked about mail of users, too");
    static final Setting<Integer> FILTER_PATIENCE =
            add("filters", "patience", Kind.PATIENCE, "60", "how many seconds a filter may take for an answer");

    static final Setting<Integer> QUEUE_MESSAGES =
            add("queue", "messages", Kind.COUNT, "1000000", "how many messages may wait");
    static final Setting<Integer> QUEUE_CONNECTIONS =
            add("queue", "connections", Kind.COUNT, "50", "how many connections to other servers at the same time");
    static final Setting<Integer> QUEUE_AT_ONCE =
            add("queue", "connections-per-destination", Kind.COUNT, "10", "how many of them to one destination");
    static final Setting<Integer> QUEUE_RETRY = add(
            "queue", "retry-minutes", Kind.COUNT, "5", "the wait after a server said not now; it doubles each time");
    static final Setting<Integer> QUEUE_WARN =
            add("queue", "warn-hours", Kind.COUNT, "4", "when the sender hears that a message is late");
    static final Setting<Integer> QUEUE_EXPIRE =
            add("queue", "expire-hours", Kind.COUNT, "120", "when a message is returned to its sender");

    static final Setting<Switch> EVIDENCE = add(
            "evidence",
            "keep",
            Kind.oneOf(Switch.class),
            "on",
            "on: who sent, got, read and deleted what is written into a log that nobody can change unseen");
    static final Setting<Failing> EVIDENCE_FAILING = add(
            "evidence",
            "failing",
            Kind.oneOf(Failing.class),
            "refuse",
            "refuse: mail is not taken while evidence cannot be written, as on a full disk; accept: it is, without");
    static final Setting<Integer> EVIDENCE_INTERVAL =
            add("evidence", "sign-minutes", Kind.COUNT, "10", "how often what is new is signed");
    static final Setting<Switch> JOURNAL = add(
            "evidence",
            "journal",
            Kind.oneOf(Switch.class),
            "off",
            "on: each message that is delivered here is kept as well, whoever removes it");
    static final Setting<OptionalInt> JOURNAL_DAYS =
            add("evidence", "journal-days", Kind.DAYS, "365", "after how many days such messages are removed");
    static final Setting<List<String>> RECEIPTS = add(
            "evidence",
            "receipts",
            Kind.NAMES,
            "",
            "users who get signed mail when mail that they submitted was accepted, delivered here and retrieved");
    static final Setting<List<MailAddress>> CHECKPOINTS = add(
            "evidence",
            "checkpoints-to",
            Kind.MAIL_ADDRESSES,
            "",
            "who gets the signed state of the log by mail, so that nobody can change what was before unseen");
    static final Setting<Integer> CHECKPOINT_HOURS =
            add("evidence", "checkpoint-hours", Kind.COUNT, "24", "how often they get it");
    static final Setting<URI> STAMP_AUTHORITY = add(
            "evidence",
            "stamp-authority",
            Kind.WEB_URL,
            "",
            "who stamps the time of what was signed (RFC 3161); without one the server does it itself");
    static final Setting<Path> STAMPERS = add(
            "evidence",
            "stamp-certificates",
            Kind.PATH,
            "",
            "a PEM file with the certificates of those whose stamps count");

    static final Setting<OptionalInt> STATUS_PORT = add(
            "status",
            "port",
            Kind.PORT,
            "2080",
            "the port for the status page, /metrics and /health, by HTTP and without a password");
    static final Setting<List<String>> STATUS_ADDRESS = add(
            "status", "address", Kind.ADDRESSES, "loopback", "where that port is opened: loopback, all, or addresses");

    static final Setting<Verbosity> LOG =
            add("log", "level", Kind.oneOf(Verbosity.class), "info", "how much is logged");
    static final Setting<LogSettings.Form> LOG_FORM = add(
            "log",
            "form",
            Kind.oneOf(LogSettings.Form.class),
            "automatic",
            "text for people, json for machines; automatic: text on a terminal, else json");

    private Settings() {}

    /** When mail is acknowledged. */
    enum Durability {
        FULL,
        NONE
    }

    /** The numbers of the ports. */
    enum Ports {
        UNPRIVILEGED,
        STANDARD
    }

    /** Whether the terms of a CA are agreed to. */
    enum Terms {
        UNREAD,
        AGREED
    }

    /** What happens to mail that cannot be witnessed. */
    enum Failing {
        REFUSE,
        ACCEPT
    }

    /** What happens to mail that no filter looks at although one should. */
    enum Unreachable {
        LATER,
        ACCEPT
    }

    /** Whether the DNS is believed. */
    enum Dnssec {
        OFF,
        VALIDATED
    }

    /** Whether something is done. */
    enum Switch {
        OFF,
        ON
    }

    /** All of them, in the order in which a file would have them. */
    static List<Setting<?>> all() {
        return List.copyOf(ALL);
    }

    private static <T> Setting<T> add(String section, String key, Kind<T> kind, String initial, String explanation) {
        Setting<T> setting = new Setting<>(section, key, kind, initial, explanation);
        ALL.add(setting);
        return setting;
    }

    private static Map<Role, Setting<OptionalInt>> ports() {
        Map<Role, Setting<OptionalInt>> ports = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            ports.put(
                    role,
                    add(
                            "listen",
                            role.key(),
                            Kind.PORT,
                            role.unprivilegedPort().stream()
                                    .mapToObj(Integer::toString)
                                    .findFirst()
                                    .orElse("off"),
                            "the port for " + role));
        }
        return Map.copyOf(ports);
    }
}
