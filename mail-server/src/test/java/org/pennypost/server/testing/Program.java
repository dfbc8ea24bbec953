package org.pennypost.server.testing;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.pennypost.server.config.Role;

/** A program that sends mail, as most Java programs do. */
final class Program {
    private final Session session;

    Program(TestMailServer server) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", server.port(Role.SMTP));
        properties.put("mail.smtp.timeout", "20000");
        properties.put("mail.smtp.localhost", "localhost"); // else names are looked up, which takes long without a DNS
        properties.put("mail.from", "shop@example.org");
        session = Session.getInstance(properties);
    }

    void greet(String address) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("shop@example.org"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(address));
        message.setSubject("Gr\u00fc\u00dfe", "UTF-8");
        message.setText("Willkommen, sch\u00f6n!\r\n", "UTF-8");
        Transport.send(message);
    }
}
