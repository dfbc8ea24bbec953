package org.pennypost.server.demo;

import java.net.InetSocketAddress;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.pennypost.server.config.Role;

/** Where the server listens that is shown on the tour. */
public record TourPorts(int smtp, int submission, int smtps, int pop2, int pop3, int pop3s, int imap, int imaps) {
    /** The ports of a server that says where each role is. */
    public static TourPorts of(Function<Role, InetSocketAddress> server) {
        ToIntFunction<Role> port = role -> server.apply(role).getPort();
        return new TourPorts(
                port.applyAsInt(Role.SMTP),
                port.applyAsInt(Role.SUBMISSION),
                port.applyAsInt(Role.SMTPS),
                port.applyAsInt(Role.POP2),
                port.applyAsInt(Role.POP3),
                port.applyAsInt(Role.POP3S),
                port.applyAsInt(Role.IMAP),
                port.applyAsInt(Role.IMAPS));
    }
}
