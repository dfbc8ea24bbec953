package org.pennypost.tls;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Whose client meets whose server, and what they agree on. One CA and one server identity serve all tests. */
record Pairing(TlsProvider client, TlsProvider server, String protocol) {

    static final String HOST = "mail.example.org";
    static final PrivateCa CA;
    static final TlsIdentity SERVER;

    static {
        try {
            CA = PrivateCa.create(PrivateCa.newKey(), SubjectNames.of(List.of(HOST)), Instant.now());
            SERVER = issued(HOST);
        } catch (TlsException e) {
            throw new IllegalStateException(e);
        }
    }

    static TlsIdentity issued(String name) throws TlsException {
        var key = PrivateCa.newKey();
        var certificate = CA.issue(key.getPublic(), SubjectNames.of(List.of(name)), Instant.now());
        return new TlsIdentity(key.getPrivate(), List.of(certificate, CA.certificate()));
    }

    /** Every client with every server, in every version. */
    static Stream<Pairing> all() {
        return Stream.of(TlsProvider.values())
                .flatMap(client -> Stream.of(TlsProvider.values())
                        .flatMap(server -> Stream.of("TLSv1.3", "TLSv1.2")
                                .map(protocol -> new Pairing(client, server, protocol))));
    }

    static Stream<Pairing> all(String protocol) {
        return all().filter(pairing -> pairing.protocol.equals(protocol));
    }

    TlsContext.Builder clientContext() {
        return TlsContext.builder()
                .provider(client)
                .policy(TlsPolicy.recommended().withProtocols(protocol))
                .trusting(List.of(CA.certificate()));
    }

    TlsContext.Builder serverContext() {
        return TlsContext.builder().provider(server).identity(SERVER);
    }

    TlsLayer clientLayer() throws TlsException {
        return clientContext().build().clientLayer(HOST, 993);
    }

    TlsLayer serverLayer() throws TlsException {
        return serverContext().build().serverLayer();
    }

    Wire wire() throws TlsException {
        return Wire.uncut(clientLayer(), serverLayer());
    }
}
