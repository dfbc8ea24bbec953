package org.pennypost.server.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pennypost.server.Keytool;

/** The CA behind the ACME server: certificates by the JDK's keytool, which also checks the CSR's signature. */
final class CertificateMaker {
    private static final String STORE = "-storepass moonlight -storetype PKCS12 -keystore ca.p12 -alias ca";

    private final Path directory;

    CertificateMaker(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        run("-genkeypair -keyalg EC -groupname secp256r1 -validity 900 -dname CN=stub -ext bc:c " + STORE);
        run("-exportcert -rfc -file ca.pem " + STORE);
    }

    /** A chain for the key of a CSR in Base64url. */
    String certificate(String csr, List<String> hosts) throws AcmeServer.Refusal, IOException {
        byte[] der = Base64.getUrlDecoder().decode(csr);
        String pem = "-----BEGIN NEW CERTIFICATE REQUEST-----\n"
                + Base64.getMimeEncoder().encodeToString(der) + "\n-----END NEW CERTIFICATE REQUEST-----\n";
        Files.writeString(directory.resolve("csr.pem"), pem);
        List<String> asked = run("-printcertreq -file csr.pem")
                .lines()
                .filter(line -> line.contains("DNSName: "))
                .map(line -> line.replaceAll(".*DNSName: ", "").strip())
                .toList();
        if (!new TreeSet<>(asked).equals(new TreeSet<>(hosts))) {
            throw new AcmeServer.Refusal(403, "badCSR", "names " + asked);
        }
        String names = hosts.stream().map(host -> "dns:" + host).collect(Collectors.joining(","));
        run("-gencert -rfc -infile csr.pem -outfile leaf.pem -validity 90 -dname CN=" + hosts.get(0) + " -ext san="
                + names + " " + STORE);
        return Files.readString(directory.resolve("leaf.pem")) + Files.readString(directory.resolve("ca.pem"));
    }

    private String run(String arguments) throws IOException {
        return Keytool.run(directory, arguments);
    }
}
