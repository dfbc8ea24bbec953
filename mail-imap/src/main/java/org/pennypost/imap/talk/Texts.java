package org.pennypost.imap.talk;

/** What people may read in our responses. Programs read the response codes; nothing here repeats what a client sent. */
final class Texts {
    static final String GREETING = "Pennypost ready";
    static final String SERVER_BUG = "A bug of ours, it has been logged";
    static final String TOO_MANY_ERRORS = "Too many errors in a row";
    static final String TOO_MANY_LOGINS = "Too many failed logins";
    static final String LINE_TOO_LONG = "Line too long";
    static final String LITERAL_TOO_LARGE = "Literal too large";
    static final String SILENCE = "Autologout, silent for too long";
    static final String CROWDED = "Too many connections, try again later";
    static final String STOPPING = "The server is stopping";
    static final String INPUT_CLOSED = "You have closed your side";
    static final String LOGGING_OUT = "Goodbye";

    static final String WRONG_STATE = "Not possible in this state";
    static final String NOT_IN_GRAMMAR = "The command is not in the grammar";
    static final String UNKNOWN_PARAMETER = "unknown parameter";
    static final String NO_SUCH_MESSAGE = "no message has this number";
    static final String SEND_LITERAL = "Ready for literal data";

    static final String BEGIN_TLS = "Begin TLS negotiation now";
    static final String TLS_ACTIVE = "TLS is active already";
    static final String NO_TLS = "TLS is not available";
    static final String LOGIN_DISABLED = "Use STARTTLS first";
    static final String LOGGED_IN = "Logged in";
    static final String LOGIN_FAILED = "Authentication failed";
    static final String NOT_AUTHORIZED = "Not authorized to act as that user";
    static final String MALFORMED_SASL = "Invalid SASL response";
    static final String CANCELLED = "Authentication cancelled";
    static final String NO_MECHANISM = "Unsupported authentication mechanism";

    static final String CLOSED = "Previous mailbox is closed now";
    static final String PERMANENT_FLAGS = "Flags that last";
    static final String NO_PERMANENT_FLAGS = "No flag can be changed";
    static final String UID_NEXT = "Predicted next UID";
    static final String UID_VALIDITY = "UIDs valid";
    static final String HIGHEST_MODSEQ = "Highest modification sequence";
    static final String MAILBOX_ID = "The mailbox by whatever name";
    static final String FIRST_UNSEEN = "First unseen message";
    static final String NO_SUCH_MAILBOX = "There is no such mailbox";
    static final String CREATE_FIRST = "There is no such mailbox, CREATE it first";
    static final String HAS_CHILDREN = "It is no mailbox, there are only some below it";
    static final String READ_ONLY = "The mailbox is open for reading only";
    static final String UID_VALIDITY_CHANGED = "UIDVALIDITY has changed, please select again";
    static final String MAILBOX_GONE = "The mailbox was deleted";

    static final String UID_REQUIRED = "No message numbers behind UIDONLY";
    static final String BATCH_TOO_SMALL = "At least 500 a batch";
    static final String BATCHES_KNOWN = "You know these batches, and little has changed";
    static final String TAG_IN_USE = "This tag names a search that you follow";
    static final String NO_UPDATES = "This search cannot be followed";
    static final String TOO_MANY_TO_SEARCH = "Too many mailboxes to search at once";
    static final String TOO_MANY_PATTERNS = "Too many patterns for one command";
    static final String NO_FILTER = "There is no such filter, or it is no whole search";
    static final String WRONG_FILTER = "This is no whole search";
    static final String WRONG_FILTER_NAME = "no name of a filter";
    static final String TOO_MANY_AT_ONCE = "Too many messages for one command, nothing was done";
    static final String NEWEST_ONLY = "Only the newest of these messages";
    static final String NO_URL_MECHANISM = "Only INTERNAL authorizes URLs";
    static final String URL_NOT_AUTHORIZED = "This URL cannot be authorized by you";
    static final String URL_MECHANISMS = "How URLs are authorized";
    static final String MOVED_AWAY = "Your mailboxes are on another server";
    static final String MODIFIED = "Some of these messages had been changed";
    static final String NOT_ENABLED = "ENABLE it first";
    static final String NO_SPECIAL_USE = "This special use cannot be given";
    static final String NO_COMPRESSION = "Unknown compression mechanism";
    static final String COMPRESSED = "The connection is compressed already";
    static final String DEFLATE_ACTIVE = "DEFLATE active from here";
    static final String MOVED = "Moved";
    static final String EXPUNGED = "Some of these messages have been expunged";
    static final String UNKNOWN_ENCODING = "Unknown content transfer encoding";
    static final String NO_SUCH_PART = "No such part, or no single one";
    static final String MESSAGE_TOO_BIG = "Message too big";
    static final String MESSAGE_NUL = "A message may not hold NUL";
    static final String NO_MESSAGE = "A message has at least one octet";
    static final String TOO_MANY_MESSAGES = "too many messages";
    static final String BAD_URL = "This URL names nothing here";
    static final String URL_TOO_LONG = "URL too long";
    static final String REPLACED = "The new message";
    static final String TOO_MANY_MAILBOXES = "Too many mailboxes to watch, NOTIFY is off";
    static final String IN_PROGRESS = "Still at it";
    static final String ONLY_UTF8 = "no charset but UTF-8 behind UTF8=ACCEPT";
    static final String NO_CHARSET = "no charset behind UTF8=ACCEPT";
    static final String NO_UNAUTHENTICATE = "UNAUTHENTICATE is switched off";
    static final String ACCESS_ENDED = "You may not read this mailbox any more";
    static final String NO_GROUPS = "There are no groups here";
    static final String OWNER_HAS_ALL = "The owner has all rights, always";
    static final String NO_SUCH_ROOT = "There is no such quota root";
    static final String NO_SUCH_RESOURCE = "Only STORAGE and MESSAGE can be limited";
    static final String ADMINISTRATORS_ONLY = "This is for administrators";
    static final String NOT_FOR_YOU = "This is for users with a name";
    static final String ANNOTATION_TOO_BIG = "Annotation too big";
    static final String TOO_MANY_ANNOTATIONS = "Too many annotations";
    static final String IDLING = "Idling";
    static final String EXPECTED_DONE = "expected DONE";

    static final String NAME_TAKEN = "A mailbox of this name exists already";
    static final String NOT_POSSIBLE = "This is not possible here";
    static final String NO_ROOM = "There is no room left in this account";
    static final String NOT_ALLOWED = "You may not do this";
    static final String IN_USE = "Somebody else is using it";
    static final String LIMIT_REACHED = "A limit of the server is reached";
    static final String DAMAGED = "What is stored is damaged";
    static final String TRY_LATER = "Not possible now, please try again later";
    static final String NO_SUCH_LANGUAGE = "Unsupported language";
    static final String NO_SUCH_COMPARATOR = "No such comparator";

    private Texts() {}

    /** What a command that went well says, such as {@code FETCH completed}. */
    static String completed(String command) {
        return command + " completed";
    }
}
