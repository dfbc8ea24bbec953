package org.pennypost.server;

import java.net.InetSocketAddress;
import org.pennypost.server.config.Role;

/** An open port and what it is for. */
public record Listening(Role role, InetSocketAddress address) {}
