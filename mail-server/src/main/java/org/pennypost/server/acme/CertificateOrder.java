package org.pennypost.server.acme;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.tls.TlsSource.CertificateFiles;
import org.pennypost.tls.files.OwnerOnly;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.exception.AcmeException;

/**
 * From an account to a certificate on disk (RFC 8555 §7.1: account, order, authorizations, finalize, certificate).
 *
 * @param ca the URL of the CA's directory
 * @param contact the mail address that it may write to
 * @param names the host names
 * @param challenge its type
 * @param answers what answers it
 * @param directory where account, key and certificate are kept
 */
record CertificateOrder(
        URI ca,
        Optional<String> contact,
        List<String> names,
        String challenge,
        ChallengeAnswer.Opener answers,
        Path directory) {
    private static final Duration NETWORK = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Set<Status> DECIDED = EnumSet.of(Status.VALID, Status.INVALID);

    /** Where what was ordered is, whether it is there or not. */
    static CertificateFiles files(Path directory) {
        return new CertificateFiles(directory.resolve("server.pem"), directory.resolve("server-key.pem"));
    }

    /** Orders a certificate, with the key that there is. Blocks for seconds or minutes; what was there stays until the end. */
    void place() throws AcmeException, IOException, InterruptedException {
        OwnerOnly.directory(directory);
        KeyPair key = new KeyFile(files(directory).key()).pair();
        Order order = login().newOrder().domains(names).create();
        for (Authorization authorization : order.getAuthorizations()) {
            if (authorization.getStatus() != Status.VALID) { // RFC 8555 §7.1.4: it may be known from an earlier order
                prove(authorization);
            }
        }
        if (order.waitUntilReady(PATIENCE) != Status.READY) {
            throw failed("the order", order.getError());
        }
        order.execute(key);
        if (order.waitForCompletion(PATIENCE) != Status.VALID) {
            throw failed("the order", order.getError());
        }
        keep(order.getCertificate());
    }

    private Login login() throws AcmeException, IOException {
        Session session = new Session(ca);
        session.networkSettings().setTimeout(NETWORK);
        AccountBuilder account = new AccountBuilder()
                .agreeToTermsOfService()
                .useKeyPair(new KeyFile(directory.resolve("account-key.pem")).pair());
        contact.ifPresent(account::addEmail);
        return account.createLogin(session); // RFC 8555 §7.3: the same account if there is one for this key
    }

    private void prove(Authorization authorization) throws AcmeException, IOException, InterruptedException {
        Challenge chosen = ChallengeAnswer.of(authorization, challenge);
        ChallengeAnswer answer = answers.open(chosen, authorization.getIdentifier());
        try {
            chosen.trigger();
            authorization.waitForStatus(DECIDED, PATIENCE);
        } finally {
            answer.close();
        }
        if (authorization.getStatus() != Status.VALID) {
            chosen.fetch();
            throw failed(authorization.getIdentifier().getValue(), chosen.getError());
        }
    }

    private void keep(Certificate certificate) throws IOException {
        StringWriter text = new StringWriter();
        certificate.writeCertificate(text);
        OwnerOnly.write(files(directory).certificate(), text.toString());
    }

    /** What a CA says may hold anything; a log gets one line of it. */
    private static AcmeException failed(String what, Optional<Problem> problem) {
        String why = problem.map(Problem::toString).orElse("no reason given").replaceAll("\\p{Cntrl}+", " ");
        return new AcmeException("the CA refuses " + what + ": " + why);
    }
}
