package org.pennypost.server.publishing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.pennypost.core.address.Domain;
import org.pennypost.server.config.Role;

/** What a mail program must be told, in the forms in which programs read it. */
public final class ClientSettings {
    private ClientSettings() {}

    /**
     * A port as a program sees it.
     *
     * @param incoming whether mail is fetched there
     * @param protocol {@code imap}, {@code pop3} or {@code smtp}
     * @param security {@code SSL} for TLS from the first octet, {@code STARTTLS} for a command
     */
    private record Service(boolean incoming, String protocol, int port, String security) {}

    /** For a person. */
    public static String text(PublicFacts facts, Domain domain) {
        StringBuilder text = new StringBuilder("User name and address  NAME@" + domain + "\n");
        for (Service service : services(facts)) {
            text.append(service.incoming ? "incoming  " : "outgoing  ")
                    .append(service.protocol.toUpperCase(java.util.Locale.ROOT))
                    .append(", server ")
                    .append(facts.host())
                    .append(", port ")
                    .append(service.port)
                    .append(", ")
                    .append(service.security.equals("SSL") ? "SSL/TLS" : service.security)
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * What Thunderbird, K-9 and others look for at {@code http://autoconfig.DOMAIN/mail/config-v1.1.xml}; the best first.
     */
    public static String autoconfig(PublicFacts facts, Domain domain) {
        StringBuilder xml = new StringBuilder(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clientConfig version=\"1.1\">\n")
                .append("  <emailProvider id=\"" + escaped(domain.toString()) + "\">\n")
                .append("    <domain>" + escaped(domain.toString()) + "</domain>\n")
                .append("    <displayName>" + escaped(domain.toString()) + "</displayName>\n")
                .append("    <displayShortName>" + escaped(domain.toString()) + "</displayShortName>\n");
        for (Service service : services(facts)) {
            String element = service.incoming ? "incomingServer" : "outgoingServer";
            xml.append("    <" + element + " type=\"" + service.protocol + "\">\n")
                    .append("      <hostname>" + escaped(facts.host().toString()) + "</hostname>\n")
                    .append("      <port>" + service.port + "</port>\n")
                    .append("      <socketType>" + service.security + "</socketType>\n")
                    .append("      <authentication>password-cleartext</authentication>\n")
                    .append("      <username>%EMAILADDRESS%</username>\n")
                    .append("    </" + element + ">\n");
        }
        return xml.append("  </emailProvider>\n</clientConfig>\n").toString();
    }

    /**
     * A profile for Apple's programs, for one user. Its identifiers are the same each time, so that a new one takes the
     * place of the old.
     */
    public static String mobileconfig(PublicFacts facts, Domain domain, String user) {
        String address = user.contains("@") ? user : user + "@" + domain; // a user's name may be an address
        Service in =
                services(facts).stream().filter(Service::incoming).findFirst().orElseThrow();
        Service out = services(facts).stream()
                .filter(service -> !service.incoming)
                .findFirst()
                .orElseThrow();
        List<String> mail = new ArrayList<>();
        mail.add(string("PayloadType", "com.apple.mail.managed"));
        mail.addAll(payload(address, "mail"));
        mail.add(string("EmailAccountType", in.protocol.equals("imap") ? "EmailTypeIMAP" : "EmailTypePOP"));
        mail.add(string("EmailAddress", address));
        mail.addAll(server("Incoming", facts, in, address));
        mail.addAll(server("Outgoing", facts, out, address));
        mail.add("<key>OutgoingPasswordSameAsIncomingPassword</key><true/>");
        List<String> all = new ArrayList<>();
        all.add(string("PayloadType", "Configuration"));
        all.addAll(payload(address, "profile"));
        all.add("<key>PayloadContent</key><array><dict>\n" + String.join("\n", mail) + "\n</dict></array>");
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
                + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\"><dict>\n"
                + String.join("\n", all) + "\n</dict></plist>\n";
    }

    private static List<String> payload(String address, String part) {
        UUID id = UUID.nameUUIDFromBytes((part + " of " + address).getBytes(StandardCharsets.UTF_8));
        return List.of(
                string("PayloadUUID", id.toString()),
                string("PayloadIdentifier", "org.pennypost." + part + "." + address),
                string("PayloadDisplayName", address),
                "<key>PayloadVersion</key><integer>1</integer>");
    }

    private static List<String> server(String way, PublicFacts facts, Service service, String address) {
        String prefix = way + "MailServer";
        return List.of(
                string(prefix + "Authentication", "EmailAuthPassword"),
                string(prefix + "HostName", facts.host().toString()),
                "<key>" + prefix + "PortNumber</key><integer>" + service.port + "</integer>",
                "<key>" + prefix + "UseSSL</key><true/>",
                string(prefix + "Username", address));
    }

    private static String string(String key, String value) {
        return "<key>" + key + "</key><string>" + escaped(value) + "</string>";
    }

    /** RFC 8314 §3: TLS from the first octet comes before STARTTLS, and nothing is told that has neither. */
    private static List<Service> services(PublicFacts facts) {
        List<Service> services = new ArrayList<>();
        add(services, facts, Role.IMAPS, "imap");
        add(services, facts, Role.IMAP, "imap");
        add(services, facts, Role.POP3S, "pop3");
        add(services, facts, Role.POP3, "pop3");
        add(services, facts, Role.SMTPS, "smtp");
        add(services, facts, Role.SUBMISSION, "smtp");
        return services;
    }

    private static void add(List<Service> services, PublicFacts facts, Role role, String protocol) {
        facts.port(role)
                .ifPresent(port -> services.add(new Service(
                        !protocol.equals("smtp"), protocol, port, role.implicitTls() ? "SSL" : "STARTTLS")));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
