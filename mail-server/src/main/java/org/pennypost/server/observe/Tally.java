package org.pennypost.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.server.Version;
import org.pennypost.server.drive.ConnectionListener;
import org.pennypost.server.filter.FilterListener;
import org.pennypost.server.guard.LoginListener;

/** Counts what a server does. Thread-safe. */
public final class Tally implements ConnectionListener, LoginListener, FilterListener {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, Boolean> services = new ConcurrentHashMap<>();

    private final Gauge open = Gauge.builder()
            .name("pennypost_connections")
            .help("Connections that are open.")
            .labelNames("service")
            .register(registry);
    private final Counter opened = counter("pennypost_connections_opened", "Connections that came.", "service");
    private final Counter refused =
            counter("pennypost_connections_refused", "Connections for which there was no place.", "service");
    private final Counter logins = counter("pennypost_logins", "Logins, by how they ended.", "protocol", "outcome");
    private final Counter messages = counter("pennypost_messages", "Messages, by what became of them.", "fate");
    private final Counter filtered =
            counter("pennypost_filtered", "Messages, by what a filter made of them.", "outcome");
    private final Hour received;
    private final Hour sent;
    private final Hour failedLogins;

    /** Nothing yet. */
    public Tally(InstantSource time) {
        received = new Hour(time);
        sent = new Hour(time);
        failedLogins = new Hour(time);
        Info build = Info.builder()
                .name("pennypost_build_info")
                .help("What runs.")
                .labelNames("version", "java")
                .register(registry);
        build.setLabelValues(Version.text(), Runtime.version().toString());
        for (MessageLog.Fate fate : MessageLog.Fate.values()) {
            messages.initLabelValues(label(fate));
        }
        for (FilterListener.Outcome outcome : FilterListener.Outcome.values()) {
            filtered.initLabelValues(label(outcome));
        }
    }

    /** Shows a number that somebody else knows, whenever it is asked for. */
    public void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsLong()))
                .register(registry);
    }

    @Override
    public void opened(String service) {
        services.put(service, true);
        open.labelValues(service).inc();
        opened.labelValues(service).inc();
    }

    @Override
    public void closed(String service) {
        open.labelValues(service).dec();
    }

    @Override
    public void refused(String service) {
        refused.labelValues(service).inc();
    }

    @Override
    public void login(String protocol, LoginListener.Outcome outcome) {
        logins.labelValues(protocol, label(outcome)).inc();
        if (outcome != LoginListener.Outcome.ACCEPTED) {
            failedLogins.add();
        }
    }

    @Override
    public void asked(FilterListener.Outcome outcome) {
        filtered.labelValues(label(outcome)).inc();
    }

    /** A message, or one recipient of it, has come to something. */
    public void message(MessageLog.Fate fate) {
        messages.labelValues(label(fate)).inc();
        if (fate == MessageLog.Fate.RECEIVED) {
            received.add();
        } else if (fate == MessageLog.Fate.SENT) {
            sent.add();
        }
    }

    /** How many connections are open, by service. */
    Map<String, Long> connections() {
        Map<String, Long> now = new TreeMap<>();
        services.keySet()
                .forEach(service ->
                        now.put(service, (long) open.labelValues(service).get()));
        return now;
    }

    Hour received() {
        return received;
    }

    Hour sent() {
        return sent;
    }

    Hour failedLogins() {
        return failedLogins;
    }

    /** All of it now. */
    MetricSnapshots snapshot() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        registry.scrape().forEach(all::metricSnapshot);
        Machine.REGISTRY.scrape().forEach(all::metricSnapshot);
        return all.build();
    }

    /**
     * What the JVM knows of itself, once: whoever asks it stays there for good, with all that is in his registry. The first
     * who looks waits for its beans; no start of a server does.
     */
    private static final class Machine {
        static final PrometheusRegistry REGISTRY = new PrometheusRegistry();

        static {
            JvmMetrics.builder().register(REGISTRY);
        }
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
