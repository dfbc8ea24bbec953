package org.pennypost.core.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.DotStuffing;
import org.pennypost.core.text.Framing;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/** A protocol that does everything that a step can do, and nothing else. */
final class Toy implements Protocol {
    static final int LINE_LIMIT = 64;
    static final Limits LIMITS = new Limits(3, 512, 512);

    final AtomicInteger closed = new AtomicInteger();
    private final List<Runnable> wakers = new CopyOnWriteArrayList<>();

    @Override
    public Engine accept(Peer peer, Runnable waker) {
        wakers.add(waker);
        return new Conversation(new Talk(peer), LIMITS);
    }

    private final class Talk implements Dialect {
        private final Held held = new Held();
        private Peer peer;
        private boolean watching;

        Talk(Peer peer) {
            this.peer = peer;
            held.hold(closed::incrementAndGet);
        }

        @Override
        public Step greet() {
            return say("HELLO");
        }

        @Override
        public Step command(Line line) throws StoreException {
            OctetScanner in = line.scan();
            String verb = in.text(OctetSet.ALPHA, "a verb");
            in.skip(' ');
            switch (verb) {
                case "NOOP":
                    return say("OK");
                case "ECHO":
                    String text = text(in);
                    return Step.await(() -> text, echoed -> say("OK " + echoed));
                case "COUNT":
                    return count(1, in.number(1_000_000));
                case "DATA":
                    return Step.say(Payload.ascii("GO\r\n"), () -> block(new DotStuffing.Decoder()));
                case "BLOCK":
                    return block(Framing.exactly(in.number(1_000_000)));
                case "REFUSE":
                    return refuse(in.number(1_000_000));
                case "ASK":
                    return Step.say(Payload.ascii("+ who\r\n"), () -> new Step.ReadLine(this::answer));
                case "LISTEN":
                    return Step.say(Payload.ascii("+ listening\r\n"), this::listen);
                case "WATCH":
                    watching = true;
                    return say("OK");
                case "POKE":
                    wakers.forEach(Runnable::run);
                    return say("OK");
                case "TLS":
                    return Step.say(Payload.ascii("OK begin\r\n"), () -> new Step.Switch(Layer.TLS, this::secured));
                case "WHERE":
                    return say(peer.confidential() ? "OK private" : "OK public");
                case "BUSY":
                    return Step.await(
                            () -> {
                                throw new StoreException(StoreException.Reason.IN_USE, "busy");
                            },
                            done -> say("OK"));
                case "PAUSE":
                    return new Step.Pause(Duration.ofSeconds(in.number(60)), () -> say("OK waited"));
                case "BUG":
                    throw new IllegalStateException("a bug for the test");
                case "CALLBUG":
                    return Step.await(
                            () -> {
                                throw new IllegalStateException("a bug for the test");
                            },
                            done -> say("OK"));
                case "HUNGER":
                    throw new OutOfMemoryError("of this test");
                case "CALLHUNGER":
                    return Step.await(
                            () -> {
                                throw new OutOfMemoryError("of this test");
                            },
                            done -> say("OK"));
                case "PARTHUNGER":
                    return Step.await(
                            new PartedWork<>(List.<Work<Integer>>of(() -> 1, () -> {
                                throw new OutOfMemoryError("of this test");
                            })),
                            done -> say("OK"));
                case "QUIT":
                    return Step.say(Payload.ascii("BYE\r\n"), Step::hangUp);
                default:
                    throw new SyntaxException("unknown command");
            }
        }

        @Override
        public Step rejected(SyntaxException fault) {
            return say("BAD " + fault.getMessage());
        }

        @Override
        public Step refused(StoreException reason) {
            return say("NO " + reason.reason());
        }

        @Override
        public Payload failed() {
            return Payload.ascii("FAILED\r\n");
        }

        @Override
        public Payload exhausted() {
            return Payload.ascii("HUNGRY\r\n");
        }

        @Override
        public Payload tooManyErrors() {
            return Payload.ascii("ENOUGH\r\n");
        }

        @Override
        public Step woken() {
            return watching ? say("* woken") : Step.done();
        }

        @Override
        public Step ending(Ending ending) {
            return say("END " + ending);
        }

        @Override
        public Held held() {
            return held;
        }

        @Override
        public Duration patience() {
            return Duration.ofMinutes(5);
        }

        @Override
        public int lineLimit() {
            return LINE_LIMIT;
        }

        @Override
        public String connection() {
            return peer.connection();
        }

        private Step count(long from, long to) {
            return from > to
                    ? say("OK counted")
                    : Step.say(Payload.ascii("* " + from + "\r\n"), () -> count(from + 1, to));
        }

        private Step block(Framing framing) {
            AtomicInteger octets = new AtomicInteger();
            AtomicInteger sum = new AtomicInteger();
            return new Step.ReadOctets(framing, (chunk, last) -> {
                octets.addAndGet(chunk.remaining());
                while (chunk.hasRemaining()) {
                    sum.addAndGet(chunk.get() & 0xFF);
                }
                return Step.await(
                        () -> last, isLast -> isLast ? say("OK " + octets + " octets, sum " + sum) : Step.done());
            });
        }

        private Step refuse(long octets) {
            return new Step.ReadOctets(
                    Framing.exactly(octets),
                    (chunk, last) -> Step.await(
                            () -> {
                                throw new StoreException(StoreException.Reason.OVER_QUOTA, "full");
                            },
                            done -> Step.done()));
        }

        private Step answer(Line line) {
            return say("OK " + StandardCharsets.US_ASCII.decode(line.sound()));
        }

        private Step listen() {
            return new Step.Listen(line -> say("OK heard"), () -> Step.say(Payload.ascii("* news\r\n"), this::listen));
        }

        private Step secured(Peer known) {
            peer = known;
            return Step.done();
        }
    }

    private static Step say(String text) {
        return Step.say(Payload.ascii(text + "\r\n"));
    }

    private static String text(OctetScanner in) {
        return StandardCharsets.US_ASCII.decode(in.rest()).toString();
    }
}
