package org.pennypost.core.sasl;

import java.util.Optional;

/**
 * RFC 5801 §4: {@code gs2-header = gs2-cb-flag "," [gs2-authzid] ","}.
 *
 * @param flag {@code n}: the client cannot bind; {@code y}: it thinks that we cannot; {@code p}: it binds
 * @param bindingType with {@code p} the name of the channel binding, else empty
 * @param authorizationId the user to act as, empty for the user who logs in
 */
record Gs2Header(char flag, String bindingType, String authorizationId) {
    boolean binds() {
        return flag == 'p';
    }

    /** Reads a header that ends with its second comma, which must be the end of the text. */
    static Optional<Gs2Header> parse(String text) {
        int first = text.indexOf(',');
        if (first < 1 || !text.endsWith(",") || text.indexOf(',', first + 1) != text.length() - 1) {
            return Optional.empty();
        }
        String flag = text.substring(0, first);
        boolean binds = flag.startsWith("p=") && flag.length() > 2;
        String authorization = text.substring(first + 1, text.length() - 1);
        if (!binds && !flag.equals("n") && !flag.equals("y")
                || !authorization.isEmpty() && !authorization.startsWith("a=")) {
            return Optional.empty();
        }
        return saslName(authorization.isEmpty() ? "" : authorization.substring(2))
                .map(name -> new Gs2Header(flag.charAt(0), binds ? flag.substring(2) : "", name));
    }

    /** RFC 5802 §7 {@code saslname}: a comma stands as {@code =2C}, an equals sign as {@code =3D}. */
    static Optional<String> saslName(String text) {
        StringBuilder name = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '=') {
                name.append(c);
            } else if (text.startsWith("=2C", i)) {
                name.append(',');
                i += 2;
            } else if (text.startsWith("=3D", i)) {
                name.append('=');
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(name.toString());
    }
}
