package org.pennypost.server.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.pennypost.core.engine.Dialect;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;

/** One request and its answer; then the connection is closed, whatever else was sent. */
final class WebDialect implements Dialect {
    static final int LINE = 4096;
    static final int FIELDS = 64;
    /** For all of the request: who sends an octet now and then gets no more than that. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Pages pages;
    private final Peer peer;
    private final InstantSource time;
    private final Instant end;
    private final Held held = new Held();

    WebDialect(Pages pages, Peer peer, InstantSource time) {
        this.pages = pages;
        this.peer = peer;
        this.time = time;
        this.end = time.instant().plus(LONGEST);
    }

    @Override
    public boolean refusesBrowsers() {
        return false;
    }

    @Override
    public Step greet() {
        return Step.done();
    }

    @Override
    public Step command(Line line) {
        Optional<Request> request = Request.parse(text(line), peer.confidential());
        return request.isPresent() ? head(request.get(), FIELDS) : last(Answer.refusal(400, "Bad Request"), false);
    }

    private Step head(Request request, int left) {
        return new Step.ReadLine(line -> {
            String field = text(line);
            if (field.isEmpty()) {
                return Step.await(() -> pages.answer(request), answer -> last(answer, request.headOnly()));
            }
            return left == 0
                    ? last(Answer.refusal(431, "Request Header Fields Too Large"), false)
                    : head(request.with(field), left - 1);
        });
    }

    private static Step last(Answer answer, boolean headOnly) {
        return Step.say(answer.payload(headOnly), Step::hangUp);
    }

    private static String text(Line line) {
        return StandardCharsets.ISO_8859_1.decode(line.sound().duplicate()).toString();
    }

    @Override
    public Step rejected(SyntaxException fault) {
        return last(Answer.refusal(400, "Bad Request"), false);
    }

    @Override
    public Step refused(StoreException reason) {
        return last(Answer.refusal(503, "Service Unavailable"), false);
    }

    @Override
    public Payload failed() {
        return Answer.refusal(500, "Internal Server Error").payload(false);
    }

    @Override
    public Payload tooManyErrors() {
        return failed();
    }

    @Override
    public Step woken() {
        return Step.done();
    }

    @Override
    public Step ending(Ending ending) {
        return Step.hangUp();
    }

    @Override
    public Held held() {
        return held;
    }

    @Override
    public Duration patience() {
        Duration left = Duration.between(time.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public int lineLimit() {
        return LINE;
    }

    @Override
    public String connection() {
        return peer.connection();
    }
}
