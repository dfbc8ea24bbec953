package org.pennypost.server.drive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.pennypost.core.engine.Conversation;
import org.pennypost.core.engine.Dialect;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Limits;
import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.Framing;
import org.pennypost.core.text.SyntaxException;

/** A protocol that says what it hears, with a command for each thing that a driver must be able to do. */
final class Parrot implements Protocol {
    Duration patience = Duration.ofMinutes(5);
    /** What CONTENT sends. */
    Content content = new Lines(0);
    /** CALL waits for this. */
    CountDownLatch gate = new CountDownLatch(0);
    /** One permit for each command. */
    final Semaphore heard = new Semaphore(0);
    /** Counted down by CALL when it begins. */
    final CountDownLatch called = new CountDownLatch(1);
    /** Counted down when a conversation closes what it holds. */
    final CountDownLatch released = new CountDownLatch(1);
    /** The waker of the last connection. */
    volatile Runnable waker = () -> {};

    @Override
    public Engine accept(Peer peer, Runnable wake) {
        waker = wake;
        return new Conversation(new Talk(peer), Limits.DEFAULT);
    }

    private final class Talk implements Dialect {
        private final Held held = new Held();
        private Peer peer;

        Talk(Peer peer) {
            this.peer = peer;
            held.hold(released::countDown);
        }

        @Override
        public Step greet() {
            return say("hello " + (peer.confidential() ? "in TLS" : "in clear"));
        }

        @Override
        public Step command(Line line) {
            heard.release();
            String text = StandardCharsets.US_ASCII.decode(line.sound()).toString();
            String argument = text.substring(text.indexOf(' ') + 1);
            return switch (text.split(" ", 2)[0]) {
                case "LINES" -> lines(Integer.parseInt(argument), 0);
                case "CONTENT" -> Step.say(new Payload.Slice(content, 0, content.size()), () -> say("end"));
                case "CALL" -> Step.await(this::call, done -> say("called"));
                case "UPLOAD" -> upload(Integer.parseInt(argument));
                case "STARTTLS" -> Step.say(ascii("go"), () -> new Step.Switch(Layer.TLS, this::switched));
                case "COMPRESS" -> Step.say(ascii("go"), () -> new Step.Switch(Layer.DEFLATE, this::switched));
                case "IDLE" -> Step.say(ascii("idling"), this::idle);
                case "BUG" -> throw new IllegalStateException("secret detail");
                case "ERROR" -> throw new NoClassDefFoundError("secret detail");
                case "QUIT" -> Step.say(ascii("bye"), Step::hangUp);
                default -> say(text);
            };
        }

        private Step lines(int count, int from) {
            return from == count ? Step.done() : Step.say(ascii("line " + from), () -> lines(count, from + 1));
        }

        private boolean call() {
            called.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        }

        private Step upload(int size) {
            long[] sum = new long[1];
            return new Step.ReadOctets(Framing.exactly(size), (chunk, last) -> {
                while (chunk.hasRemaining()) {
                    sum[0] += chunk.get() & 0xff;
                }
                return last ? say("sum " + sum[0]) : Step.done();
            });
        }

        private Step switched(Peer now) {
            peer = now;
            return Step.done();
        }

        private Step idle() {
            return new Step.Listen(line -> say("idled"), () -> Step.say(ascii("news"), this::idle));
        }

        @Override
        public Step rejected(SyntaxException fault) {
            return say("rejected");
        }

        @Override
        public Step refused(StoreException reason) {
            return say("refused");
        }

        @Override
        public Payload failed() {
            return ascii("failed");
        }

        @Override
        public Payload tooManyErrors() {
            return ascii("too many errors");
        }

        @Override
        public Step woken() {
            return Step.done();
        }

        @Override
        public Step ending(Ending ending) {
            return Step.say(ascii("ending " + ending), Step::hangUp);
        }

        @Override
        public Held held() {
            return held;
        }

        @Override
        public Duration patience() {
            return patience;
        }

        @Override
        public int lineLimit() {
            return 1_000;
        }

        @Override
        public String connection() {
            return peer.connection();
        }
    }

    private static Step say(String text) {
        return Step.say(ascii(text));
    }

    private static Payload ascii(String text) {
        return Payload.ascii(text + "\r\n");
    }

    /** A message in memory of {@code size} octets that can be told apart. */
    record Lines(long size) implements Content {
        static final Function<Long, Byte> OCTET = at -> (byte) (at * 31 + at / 251);

        @Override
        public Reader open() {
            return new Reader() {
                @Override
                public int read(long offset, ByteBuffer into) {
                    int count = (int) Math.min(into.remaining(), size - offset);
                    for (int i = 0; i < count; i++) {
                        into.put(OCTET.apply(offset + i));
                    }
                    return count == 0 ? -1 : count;
                }

                @Override
                public void close() {
                    // nothing is open
                }
            };
        }

        @Override
        public boolean dotFree() {
            return false;
        }

        @Override
        public Optional<FileSlice> file() {
            return Optional.empty();
        }
    }

    /** A message in a file, which {@link #open} does not find. */
    record Filed(FileSlice slice) implements Content {
        @Override
        public long size() {
            return slice.size();
        }

        @Override
        public Reader open() throws StoreException {
            throw new StoreException(StoreException.Reason.EXPUNGED, "gone");
        }

        @Override
        public boolean dotFree() {
            return false;
        }

        @Override
        public Optional<FileSlice> file() {
            return Optional.of(slice);
        }
    }
}
