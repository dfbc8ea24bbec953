package org.pennypost.server.web;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.pennypost.core.engine.Conversation;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Limits;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;
import org.pennypost.server.publishing.PublicFacts;

/** Answers what mail programs and mail servers ask a web server of a mail domain. Thread-safe. */
public final class WebServer implements Protocol {
    private final Pages pages;
    private final InstantSource time;

    private WebServer(Pages pages, InstantSource time) {
        this.pages = pages;
        this.time = time;
    }

    /** @param facts asked for with each page; may block */
    public static WebServer telling(Supplier<PublicFacts> facts, InstantSource time) {
        return new WebServer(new Pages(facts), time);
    }

    @Override
    public Engine accept(Peer peer, Runnable waker) {
        return new Conversation(new WebDialect(pages, peer, time), Limits.DEFAULT);
    }
}
