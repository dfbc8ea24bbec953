package org.pennypost.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pennypost.server.Logs;
import org.pennypost.server.MailServer;
import org.pennypost.server.StartFailure;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.ConfigurationText;
import org.pennypost.server.operate.Control;
import org.pennypost.tls.TlsException;

/** Has a server follow its configuration file. What is wrong leaves everything as it was. Thread-safe. */
final class Reloading implements Control.Reload {
    private static final System.Logger LOG = System.getLogger(Reloading.class.getName());

    private final ServeOptions options;
    private final MailServer server;
    private Map<String, String> before;

    Reloading(ServeOptions options, MailServer server) {
        this.options = options;
        this.server = server;
        this.before = ConfigurationText.values(options.file(), System.getenv());
    }

    @Override
    public synchronized Control.Answer reload() {
        try {
            Configuration next = options.configuration();
            List<String> lines = new ArrayList<>(ConfigurationText.changes(options.file(), System.getenv(), before));
            lines.addAll(server.reload(next));
            Logs.setUp(next.log());
            before = ConfigurationText.values(options.file(), System.getenv());
            lines.forEach(line -> LOG.log(System.Logger.Level.INFO, "reload: " + line));
            LOG.log(System.Logger.Level.INFO, "the configuration has been read again");
            return new Control.Answer(true, lines.isEmpty() ? List.of("read again; nothing is new") : lines);
        } catch (ConfigurationException | StartFailure | TlsException wrong) {
            List<String> lines = wrong.getMessage().lines().toList();
            lines.forEach(line -> LOG.log(System.Logger.Level.WARNING, "not reloaded: " + line));
            return new Control.Answer(false, lines);
        }
    }
}
