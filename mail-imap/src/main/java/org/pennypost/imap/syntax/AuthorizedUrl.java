package org.pennypost.imap.syntax;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.text.SyntaxException;

/**
 * A URL that lets others read a part of a message: RFC 4467 §9, RFC 5092 §11 {@code authimapurlrump} and
 * {@code authimapurlfull}.
 *
 * @param rump all of it that is authorized, to the octet (RFC 4467 §6)
 * @param owner whose access it lends
 * @param part what may be read
 * @param expires until when; empty for ever
 * @param access who may read it
 * @param proof what stands behind it; empty in a URL that is still to be authorized
 */
public record AuthorizedUrl(
        String rump, String owner, ImapUrl part, Optional<Instant> expires, Access access, Optional<Proof> proof) {
    private static final String SCHEME = "imap://";
    private static final String URLAUTH = ";URLAUTH=";
    private static final String EXPIRE = ";EXPIRE=";

    /**
     * Who may read it: RFC 4467 §3.
     *
     * @param user of no meaning for all and for anybody who has logged in
     */
    public record Access(Kind kind, String user) {
        /** Kinds of readers. */
        public enum Kind {
            /** Who sends mail for the user. */
            SUBMIT,
            /** The user. */
            USER,
            /** Whoever has proven who he is. */
            AUTHUSER,
            /** Everybody. */
            ANONYMOUS
        }
    }

    /** What shows that the owner wants it: RFC 4467 §2.4, §2.5; {@code mechanism} in upper case. */
    public record Proof(String mechanism, String token) {}

    /** Reads one; SyntaxException if it is none. */
    public static AuthorizedUrl parse(String url) {
        int authorization = ImapUrl.lastIndexOf(url, URLAUTH);
        int slash = url.indexOf('/', SCHEME.length());
        if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || slash < 0 || authorization < slash) {
            throw new SyntaxException("not a URL with URLAUTH");
        }
        String[] parts = url.substring(authorization + URLAUTH.length()).split(":", -1);
        if (parts.length != 1 && parts.length != 3) {
            throw new SyntaxException("not a URLAUTH");
        }
        int end = url.length();
        Optional<Proof> proof = Optional.empty();
        if (parts.length == 3) {
            proof = Optional.of(new Proof(parts[1].toUpperCase(Locale.ROOT), parts[2]));
            end -= parts[1].length() + parts[2].length() + 2;
        }
        int expire = ImapUrl.lastIndexOf(url, EXPIRE);
        Optional<Instant> expires = expire > slash && expire < authorization
                ? Optional.of(instant(url.substring(expire + EXPIRE.length(), authorization)))
                : Optional.empty();
        String path = url.substring(slash, expires.isPresent() ? expire : authorization);
        return new AuthorizedUrl(
                url.substring(0, end),
                owner(url.substring(SCHEME.length(), slash)),
                ImapUrl.parse(path, ""),
                expires,
                access(parts[0]),
                proof);
    }

    /** RFC 4467 §9 {@code enc-user [iauth] "@" hostport}: the user must be there. */
    private static String owner(String server) {
        int at = server.lastIndexOf('@');
        String user = at < 0 ? "" : server.substring(0, at).split(";", -1)[0];
        if (user.isEmpty() || at == server.length() - 1) {
            throw new SyntaxException("no owner in the URL");
        }
        return ImapUrl.decoded(user);
    }

    /** {@code access = ("submit+" enc-user) / ("user+" enc-user) / "authuser" / "anonymous"} */
    private static Access access(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("authuser")) {
            return new Access(Access.Kind.AUTHUSER, "");
        } else if (lower.equals("anonymous")) {
            return new Access(Access.Kind.ANONYMOUS, "");
        }
        String user = text.substring(text.indexOf('+') + 1);
        if (user.isEmpty() || !lower.startsWith("submit+") && !lower.startsWith("user+")) {
            throw new SyntaxException("unknown access in the URL");
        }
        return new Access(lower.startsWith("user+") ? Access.Kind.USER : Access.Kind.SUBMIT, ImapUrl.decoded(user));
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeParseException wrong) {
            throw new SyntaxException("no date in the URL");
        }
    }
}
