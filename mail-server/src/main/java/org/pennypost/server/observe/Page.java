package org.pennypost.server.observe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.pennypost.server.Version;

/** The page for a person: what runs, what came, what waits, what went wrong. One file, without a script. */
final class Page {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final Duration SOON = Duration.ofDays(14);
    private static final String STYLE = style();

    private final Sight sight;
    private final Tally tally;
    private final LastTroubles troubles;

    Page(Sight sight, Tally tally, LastTroubles troubles) {
        this.sight = sight;
        this.tally = tally;
        this.troubles = troubles;
    }

    /** The page as it is now. */
    String at(Instant now) {
        Html html = new Html();
        html.raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.raw("<meta name=\"color-scheme\" content=\"light dark\">");
        html.raw("<meta http-equiv=\"refresh\" content=\"10\">");
        html.element("title", "", sight.host() + " - Pennypost");
        html.raw("<style>" + STYLE + "</style></head><body>");
        header(html, now);
        html.raw("<main>");
        traffic(html);
        connections(html);
        queue(html);
        certificates(html, now);
        evidence(html);
        troubles(html);
        html.raw("</main><footer>");
        html.text("Pennypost " + Version.text() + ", Java " + Runtime.version().feature() + ". Drawn "
                + TIME.format(now) + "; draws itself anew every ten seconds. For instruments: ");
        html.raw("<a href=\"/metrics\">/metrics</a>, <a href=\"/health/live\">/health/live</a>, ");
        html.raw("<a href=\"/health/ready\">/health/ready</a>.</footer></body></html>");
        return html.toString();
    }

    private void header(Html html, Instant now) {
        List<String> faults = sight.faults().get();
        html.raw("<header>").element("h1", "", sight.host());
        html.element("span", faults.isEmpty() ? "pill good" : "pill bad", faults.isEmpty() ? "ready" : "not ready");
        html.element("span", "since", "running for " + length(Duration.between(sight.started(), now)));
        faults.forEach(fault -> html.element("p", "fault", fault));
        html.raw("</header>");
    }

    private void traffic(Html html) {
        html.raw("<section class=\"wide\"><h2>The last hour</h2><div class=\"plots\">");
        Plot.write(html, "Messages received", "in", tally.received().minutes());
        Plot.write(html, "Messages sent to other servers", "out", tally.sent().minutes());
        Plot.write(html, "Failed logins", "failed", tally.failedLogins().minutes());
        html.raw("</div></section>");
    }

    private void connections(Html html) {
        Map<String, Long> open = tally.connections();
        Map<String, String> ports = sight.listening().get();
        ports.keySet().forEach(service -> open.putIfAbsent(service, 0L));
        long sum = open.values().stream().mapToLong(Long::longValue).sum();
        long most = open.values().stream().mapToLong(Long::longValue).max().orElse(0);
        html.raw("<section><h2>Connections <b>" + Plot.number(sum) + "</b></h2>");
        html.raw("<table>");
        open.forEach((service, count) -> {
            html.raw("<tr>").element("th", "", service);
            html.element("td", "quiet", ports.getOrDefault(service, "closed"));
            html.element("td", "number", Plot.number(count));
            html.raw("<td class=\"bar\"><i style=\"width:" + (most == 0 ? 0 : count * 100 / most) + "%\"></i></td>");
            html.raw("</tr>");
        });
        html.raw("</table>");
        html.raw("</section>");
    }

    private void queue(Html html) {
        OptionalLong waiting = sight.queue().get();
        html.raw("<section><h2>Queue</h2>");
        if (waiting.isEmpty()) {
            html.element("p", "quiet", "There is none: mail stays here.");
        } else {
            html.element("p", "big", Plot.number(waiting.getAsLong()));
            html.element("p", "quiet", waiting.getAsLong() == 1 ? "message waits" : "messages wait");
        }
        html.raw("</section>");
    }

    private void certificates(Html html, Instant now) {
        html.raw("<section><h2>Certificates</h2>");
        for (Sight.Certificate certificate : sight.certificates().get()) {
            Instant end = certificate.end();
            Duration left = Duration.between(now, end);
            html.raw("<p>").element("b", "", String.join(", ", certificate.names()));
            html.raw("<br>");
            html.element(
                    "span",
                    left.isNegative() ? "bad" : left.compareTo(SOON) < 0 ? "warn" : "good",
                    left.isNegative() ? "expired" : length(left) + " left");
            html.element("span", "quiet", " until " + TIME.format(end)).raw("</p>");
        }
        html.raw("</section>");
    }

    private void evidence(Html html) {
        Optional<String> head = sight.evidenceHead().get();
        html.raw("<section><h2>Evidence</h2>");
        html.element("p", head.isPresent() ? "hash" : "quiet", head.orElse("No evidence log is kept."));
        html.raw("</section>");
    }

    private void troubles(Html html) {
        List<LastTroubles.Trouble> last = troubles.last();
        html.raw("<section class=\"wide\"><h2>Last warnings and errors</h2>");
        if (last.isEmpty()) {
            html.element("p", "quiet", "None since the start.");
        }
        html.raw("<ol>");
        for (LastTroubles.Trouble trouble : last) {
            html.raw("<li>").element("time", "", TIME.format(trouble.at()));
            html.element("span", trouble.error() ? "bad" : "warn", trouble.error() ? "error" : "warning");
            html.element("span", "said", trouble.text()).raw("</li>");
        }
        html.raw("</ol></section>");
    }

    private static String length(Duration length) {
        if (length.toDays() > 1) {
            return length.toDays() + " days";
        } else if (length.toHours() > 1) {
            return length.toHours() + " hours";
        }
        return length.toMinutes() > 1 ? length.toMinutes() + " minutes" : Math.max(0, length.toSeconds()) + " seconds";
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("the style of the page cannot be read", broken);
        }
    }
}
