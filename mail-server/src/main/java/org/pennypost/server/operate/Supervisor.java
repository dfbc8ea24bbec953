package org.pennypost.server.operate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who started the process and wants to know how it goes: systemd, if {@code NOTIFY_SOCKET} is set.
 *
 * <p>Its protocol is a datagram to a Unix socket, which Java cannot send. The program {@code systemd-notify}, which is
 * wherever systemd is, does it for us; the unit therefore says {@code NotifyAccess=all}.
 */
public final class Supervisor {
    private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final int PATIENCE_SECONDS = 5;

    private final boolean present;

    private Supervisor(boolean present) {
        this.present = present;
    }

    /** The one of this environment. */
    public static Supervisor of(Map<String, String> environment) {
        return new Supervisor(environment.containsKey("NOTIFY_SOCKET"));
    }

    /** The ports are open. */
    public void ready(String status) {
        tell("--ready", "--status=" + status);
    }

    /** The end begins. */
    public void stopping() {
        tell("STOPPING=1", "--status=finishing the replies in flight");
    }

    private void tell(String... words) {
        if (!present) {
            return;
        }
        List<String> command = new ArrayList<>(
                List.of("systemd-notify", "--pid=" + ProcessHandle.current().pid()));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            LOG.log(System.Logger.Level.WARNING, "systemd cannot be told, use Type=exec: " + missing.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
