package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pennypost.core.account.Password;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.SessionCommand.Authenticate;
import org.pennypost.imap.syntax.SessionCommand.Compress;
import org.pennypost.imap.syntax.SessionCommand.Enable;
import org.pennypost.imap.syntax.SessionCommand.Id;
import org.pennypost.imap.syntax.SessionCommand.Login;

/** The arguments of the commands about who the client is and what it can do: RFC 9051 §6.2, §6.3.1; RFC 2971. */
final class AccessParser {
    /** RFC 2971 §3.3: the most fields of an ID. */
    private static final int ID_FIELDS = 30;

    private AccessParser() {}

    /** {@code authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp]} */
    static Authenticate authenticate(ImapScanner in) {
        in.space();
        String mechanism = in.atom("a mechanism").toUpperCase(Locale.ROOT);
        return new Authenticate(mechanism, in.skip(' ') ? initialResp(in) : new InitialResponse.Absent());
    }

    /** {@code login = "LOGIN" SP userid SP password} */
    static Login login(ImapScanner in) {
        in.space();
        String userid = in.astringText();
        in.space();
        return new Login(userid, Password.of(in.astring()));
    }

    /** {@code compress = "COMPRESS" SP algorithm}, RFC 4978 §5 */
    static Compress compress(ImapScanner in) {
        in.space();
        return new Compress(in.atom("a mechanism").toUpperCase(Locale.ROOT));
    }

    /** {@code enable = "ENABLE" 1*(SP capability)} */
    static Enable enable(ImapScanner in) {
        List<String> capabilities = new ArrayList<>();
        in.space();
        do {
            if (capabilities.size() == in.limits().items()) {
                throw new SyntaxException("too many capabilities");
            }
            capabilities.add(in.atom("a capability").toUpperCase(Locale.ROOT));
        } while (in.skip(' '));
        return new Enable(capabilities);
    }

    /** {@code id = "ID" SP id-params-list}, RFC 2971 §4: {@code "(" string SP nstring … ")" / nil} */
    static Id id(ImapScanner in) {
        Map<String, String> fields = new LinkedHashMap<>();
        in.space();
        if (in.skipWord("NIL")) {
            return new Id(fields);
        }
        if (in.listOrEmpty(one -> idField(one, fields)).size() > ID_FIELDS) {
            throw new SyntaxException("too many fields");
        }
        return new Id(fields);
    }

    private static String idField(ImapScanner in, Map<String, String> fields) {
        // RFC 2971 §3.3: names of fields have no letter case
        String name = Utf8.decode(in.string()).toLowerCase(Locale.ROOT);
        in.space();
        if (!in.skipWord("NIL")) {
            fields.putIfAbsent(name, Utf8.decode(in.string()));
        }
        return name;
    }

    /** {@code initial-resp = base64 / "="} */
    private static InitialResponse initialResp(ImapScanner in) {
        String base64 = in.text(ImapOctets.BASE64_CHAR, "base64");
        if (base64.equals("=")) {
            return new InitialResponse.Given(ByteBuffer.allocate(0));
        }
        try {
            if (base64.length() % 4 == 0) {
                return new InitialResponse.Given(
                        ByteBuffer.wrap(Base64.getDecoder().decode(base64)));
            }
        } catch (IllegalArgumentException malformed) {
            // answered below
        }
        throw new SyntaxException("invalid base64");
    }
}
